using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Work;

/// <summary>Asks the core: first until it answers at all, then what the network has agreed on.</summary>
internal sealed class CorePoller(
    LiveConfiguration configuration, Chain chain, RunningNodeSlot current, RuntimeTelemetry observations, TimeProvider time, ILogger log)
{
    /// <summary>The unit of the two connection limits in config.toml.</summary>
    private static readonly TimeSpan ConnectionStep = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ConnectInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AlertAfter = TimeSpan.FromSeconds(20);

    /// <summary>Asks what the node says of the last upgrade; null: nobody does.</summary>
    public UpgradeProver? Proof { get; init; }

    private readonly PlanChangeLimiter _pace = new(time);

    public async Task<NodeEvent> AwaitAnswer(WorkItem.AwaitFirstResponse work, CancellationToken cancellation)
    {
        var node = current.Required;
        var start = time.GetTimestamp();
        var alerted = false;
        while (true)
        {
            // As it was before the question: a Visor that was frozen meanwhile has not waited for the core, and asks once more.
            var waited = time.GetElapsedTime(start);
            var answer = await node.Client.AskPlan(node.Active, configuration.Current.RpcTimeout, cancellation);
            if (answer is not PlanAnswer.Failure why)
            {
                observations.CoreAnswers();
                return new NodeEvent.Answered();
            }

            observations.CoreFails(why.ToString());
            if (!alerted && waited >= AlertAfter)
            {
                alerted = true;
                log.LogError("The node has not answered in {Wait:0} s since its start: {Problem}", waited.TotalSeconds, why);
            }

            if (!chain.LeavesAlone(node.Active) && (work.Again ? IsTooLong(waited) : waited >= ConnectionLimit(work.First)))
            {
                return TooLong(node, work.Again
                    ? $"the node answered the previous Visor but has been silent for {waited.TotalSeconds:0} s: {why}"
                    : $"the node did not answer within {ConnectionLimit(work.First).TotalSeconds:0} s after its start: {why}");
            }

            await Task.Delay(ConnectInterval, time, cancellation);
        }
    }

    public async Task<NodeEvent> Watch(WorkItem.PollCore work, CancellationToken cancellation)
    {
        var node = current.Required;
        var lastAnswer = time.GetTimestamp();
        var alerted = false;
        var progress = new BlockProgressPoller(node, observations, time, log);

        // A change of plan begins a new watch, which asks no sooner than the old one would have.
        if (_pace.SinceLast is { } since && PollInterval.Next(work.Known?.Height, progress: null) - since is var rest && rest > TimeSpan.Zero)
            await Task.Delay(rest, time, cancellation);
        while (true)
        {
            var silence = time.GetElapsedTime(lastAnswer);
            var hint = node.Client.Hints?.Next();
            switch (await node.Client.AskPlan(work.Active, configuration.Current.RpcTimeout, cancellation))
            {
                case PlanAnswer.Said { Reading: var reading }:
                    if (alerted)
                        log.LogWarning("The node answers again after {Silence:0} s", time.GetElapsedTime(lastAnswer).TotalSeconds);
                    alerted = false;
                    lastAnswer = time.GetTimestamp();
                    observations.CoreAnswers();
                    if (Meaning(reading, work) is { } happened)
                        return happened;
                    if (Proof is not null)
                        await Proof.Look(node, work.Active, configuration.Current.RpcTimeout, cancellation);
                    break;
                case PlanAnswer.Failure why:
                    observations.CoreFails(why.ToString());
                    if (!alerted && silence >= AlertAfter)
                    {
                        alerted = true;
                        log.LogError("The node has not answered for {Silence:0} s: {Problem}", silence.TotalSeconds, why);
                    }

                    if (IsTooLong(silence))
                        return TooLong(node, $"the node has not answered for {silence.TotalSeconds:0} s: {why}");
                    break;
            }

            var reached = await progress.Read(isPlanned: work.Known is not null, cancellation);
            await Pause(hint, PollInterval.Next(work.Known?.Height, reached), cancellation);
        }
    }

    // What suggests that it is time is worth asking at once.
    private async Task Pause(Task? hint, TimeSpan atMost, CancellationToken cancellation)
    {
        if (hint is null)
        {
            await Task.Delay(atMost, time, cancellation);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(hint, Task.Delay(atMost, time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static NodeEvent.LivenessTimedOut TooLong(NodeInstance node, string reason)
    {
        node.IsGivenUp = true;
        return new NodeEvent.LivenessTimedOut(reason);
    }

    private bool IsTooLong(TimeSpan silence) => configuration.Current.RpcSilence is { Ticks: > 0 } limit && silence >= limit;

    private NodeEvent? Meaning(PlanReading reading, WorkItem.PollCore work)
    {
        current.Running?.Hear(reading);
        var change = ChangeOf(reading, work);
        var isHeard = change is null or NodeEvent.PlanDue || _pace.Hear();
        observations.Stalls(reading.Stalled is not null);
        observations.Alert((reading as PlanReading.Refused)?.Reason ?? reading.Stalled ?? (isHeard ? null : Unsteady));
        return isHeard ? change : null;
    }

    private static string Unsteady { get; } =
        $"the node changes its upgrade plan too often: Visor accepts one change every {PlanChangeLimiter.Each.TotalSeconds:0} s, and a due upgrade at once; check the node's log";

    private static NodeEvent? ChangeOf(PlanReading reading, WorkItem.PollCore work) => reading switch
    {
        PlanReading.Due due => new NodeEvent.PlanDue(due.Plan),
        PlanReading.Accepted accepted => accepted.Plan == work.Known ? null : new NodeEvent.PlanAccepted(accepted.Plan),
        // Also what an earlier start, or an earlier Visor, has heard and this core no longer says.
        _ => work.Known is null && work.Active.Accepted is null ? null : new NodeEvent.PlanWithdrawn(),
    };

    private TimeSpan ConnectionLimit(bool first) => ConnectionStep * (first
        ? configuration.Current.MaxNumberOfFirstConnectionRetries
        : configuration.Current.MaxNumberOfRestartConnectionRetries);
}
