using System.Collections.Immutable;
using System.Globalization;
using Visor.Chains.Cosmos.Rules;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Node;

/// <summary>Asks one start of a node: its RPC, and the file that its app writes at an upgrade. What follows from that, <see cref="UpgradeRules"/> says.</summary>
internal sealed class CosmosNodeClient : INodeClient
{
    private const string FileName = "upgrade-info.json";

    private readonly CosmosContext _context;
    private readonly CometClient _rpc;
    private readonly TimeProvider _time;
    private readonly FolderWatch? _watch;
    private readonly StallWatch _stall;
    private readonly DataRelease _data;
    private readonly AppliedUpgrade _applied;
    private readonly BlockPace _pace;

    private NodeReport? _last;
    private PlanReading? _reading;
    private string? _early;
    private string? _otherRelease;
    private bool _isDataAsked;
    private ulong? _withdrawnAt;

    /// <param name="isOurs">Whether the process with this pid may be listened to.</param>
    public CosmosNodeClient(CosmosContext context, RpcAddress address, Func<int, bool> isOurs, TimeProvider time)
    {
        (_context, _time, _rpc, _stall) = (context, time, new CometClient(address, isOurs, time), new StallWatch(time));
        _pace = new BlockPace(time);
        _data = new DataRelease(context, _rpc);
        _applied = new AppliedUpgrade(context, _rpc);
        try
        {
            _watch = new FolderWatch(context.Settings.Data, name => Touched(name), _ => { });
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The kernel has no watch left, or there is no such folder: asking again tells the same, later.
        }
    }

    public bool TellsHeight => true;

    public bool ProvesUpgrades => true;

    public Pulse? Hints { get; } = new();

    public async Task<PlanAnswer> AskPlan(ActiveRelease active, TimeSpan timeout, CancellationToken cancellation)
    {
        var before = UpgradeFileReader.Read(_context.UpgradeInfo);
        var named = (before as UpgradeFile.Found)?.Info is { } info && info.Height > active.Passed ? info.Name : null;
        switch (await _rpc.Ask(named, timeout, cancellation))
        {
            case NodeAnswer.Failure why:
                return new PlanAnswer.Failure(why.Message, why.Advice, why.MayListen);
            case NodeAnswer.Said said:
                _last = said.Report;
                _pace.Note(said.Report);
                _context.Heard.IsValidator = said.Report.VotingPower > 0;
                if (said.Report.Plan is PlanReport.Agreed { Plan: var agreed } && _context.PlanOf(agreed) is { } heard)
                    _context.Heard.Note(heard, agreed.Info);
                break;
        }

        if (!_isDataAsked && _last is { AppHeight: > 0 } && await _data.Ask(active, _last.AppHeight.Value, timeout, cancellation) is { } answer)
            (_isDataAsked, _otherRelease) = (true, answer.Problem);

        // As it is after the answer: what the app has written meanwhile belongs to it.
        var file = UpgradeFileReader.Read(_context.UpgradeInfo);
        var situation = SituationOf(active, file);

        // Only of what was there before the question does the answer say that it came early: an app that catches up writes it a moment later.
        if (before is UpgradeFile.Found { Info.Height: var height, Stamp: var stamp } && _last?.AppHeight < height - 1)
            _early = stamp;
        return new PlanAnswer.Said(_reading = Reading(UpgradeRules.Decide(situation), situation, active));
    }

    public Task<UpgradeProof?> AskProof(UpgradePlan upgrade, TimeSpan timeout, CancellationToken cancellation) => _applied.Ask(upgrade, _last, timeout, cancellation);

    public async Task<UpgradePlan?> AskAfterEnd(ActiveRelease active, ProcessExit exit, Func<CancellationToken, Task<ImmutableArray<string>>> lines, CancellationToken cancellation)
    {
        var situation = SituationOf(active, UpgradeFileReader.Read(_context.UpgradeInfo)) with { HasEnded = true };
        if (DueOf(situation, active) is { } due)
            return due;
        if (_context.Halt.Order is not { } order || !HaltWords.Fits(exit, order))
            return null;

        // It was told to halt, and no answer of its RPC shows how far it came: its own words do.
        var said = await lines(cancellation);
        if (DueOf(situation with { HasSaidThatItHalts = HaltWords.IsIn(said, order, exit) }, active) is { } plan)
            return plan;
        if (said.IsEmpty && order.CommitsItsHaltHeight)
            _context.Halt.Note(order with { IsUnclear = true });
        return null;
    }

    private UpgradePlan? DueOf(Situation situation, ActiveRelease active) =>
        UpgradeRules.Decide(situation) is UpgradeVerdict.Due due && _context.PlanOf(due.Plan) is { } plan && plan != active.Abandoned ? plan : null;

    public async Task<HeightAnswer> AskHeight(CancellationToken cancellation)
    {
        if (_last is null && await _rpc.Ask(applied: null, TimeSpan.FromSeconds(2), cancellation) is NodeAnswer.Said said)
        {
            _last = said.Report;
            _pace.Note(said.Report);
        }

        return _last is { } report ? new HeightAnswer.Progress(new BlockProgress(report.StoreHeight, _pace.BlockDuration)) : new HeightAnswer.Failure("the node's RPC does not answer, so its block height is not known");
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _rpc.Dispose();
    }

    private void Touched(string? name)
    {
        if (name is null or FileName)
            Hints!.Signal();
    }

    private Situation SituationOf(ActiveRelease active, UpgradeFile file) => new(Path.GetFileName(active.Release.Folder), active.Passed, file, _last)
    {
        IsFileOfThisRun = _context.Baseline.IsOfThisRun(file),
        WasFileEarly = file is UpgradeFile.Found { Stamp: var stamp } && string.Equals(stamp, _early, StringComparison.Ordinal),
        Skipped = _context.Skipped,
        Own = _context.OperatorPlans.Current(),
        HaltsAt = _context.Halt.Order?.First,
        AtMost = _pace.AtMost,
        Known = active.Upcoming is { } known ? new UpgradeInfo(new UpgradeName(known.Tag.Value), known.Height, "") : null,
        Recase = !_context.Settings.DisableRecase,
    };

    private PlanReading Reading(UpgradeVerdict verdict, Situation situation, ActiveRelease active)
    {
        if (verdict is UpgradeVerdict.Due or UpgradeVerdict.Planned)
            _withdrawnAt = null;
        PlanReading reading = verdict switch
        {
            UpgradeVerdict.Due due => Readable(due.Plan, plan => new PlanReading.Due(plan), active),
            UpgradeVerdict.Planned planned => Readable(planned.Plan, plan => new PlanReading.Accepted(plan), active),
            UpgradeVerdict.Alarm alarm => new PlanReading.Refused(alarm.Reason),
            UpgradeVerdict.Nothing when IsWithdrawn(active) => new PlanReading.Nothing(),
            _ => _reading is PlanReading.Accepted kept ? new PlanReading.Accepted(kept.Plan) : active.Upcoming is { } plan ? new PlanReading.Accepted(plan) : new PlanReading.Nothing(),
        };

        // A node can fail whatever is planned, and what is planned stays so.
        if (reading is not PlanReading.Due && _stall.Look(_last!, situation.File) is { } stalled)
            return reading with { Stalled = stalled };
        return reading is PlanReading.Nothing && _otherRelease is { } other ? new PlanReading.Refused(other) : reading;
    }

    // An app that has only just opened may not say yet what it knows: without another block an empty answer withdraws nothing.
    private bool IsWithdrawn(ActiveRelease active)
    {
        if (active.Upcoming is null && _reading is not PlanReading.Accepted)
            return true;
        _withdrawnAt ??= _last!.StoreHeight;
        return _last!.StoreHeight > _withdrawnAt;
    }

    private PlanReading Readable(UpgradeInfo plan, Func<UpgradePlan, PlanReading> reading, ActiveRelease active) =>
        _context.PlanOf(plan) is not { } known
            ? new PlanReading.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"the upgrade at block {plan.Height} is called {PlainText.Excerpt(plan.Name.Text, 60)}, which cannot be the name of a folder: Visor cannot prepare it; the node stays on {active.Release.Tag}; ask the network how its operators are to call it"))
            : known == active.Abandoned ? new PlanReading.Nothing() : reading(known);
}
