using System.Globalization;

namespace Visor.SimulatedCosmosNode.Chain;

/// <summary>What all nodes of a simulated chain agree on. Heights come from the wall clock, so that they agree on those too.</summary>
/// <param name="Dialect"><c>047</c> or <c>050</c>: the Cosmos SDK the nodes behave like, unless their release says otherwise.</param>
/// <param name="PausedAtHeight">The network has decided this block and no further one; null: its clock runs.</param>
/// <param name="ProposedHeight">This block is proposed and not decided.</param>
/// <param name="Optimistic">Blocks are executed when they are proposed.</param>
/// <param name="BlockSync">A node behind the network fetches blocks; false: it gets every block by consensus.</param>
/// <param name="SyncBlocksPerSecond">How fast it fetches them.</param>
/// <param name="BlockMs">How long it takes to execute a block.</param>
/// <param name="SlowBlocks">Blocks that take longer: milliseconds by height.</param>
/// <param name="SnapshotHeight">The block of which other nodes offer a snapshot to a node that begins with state sync; null: none do.</param>
/// <param name="Hold">What nodes are not to finish while it stands here: <c>migration</c>, <c>commit</c>, <c>block</c>, <c>close</c>, <c>info</c>, <c>snapshot</c>.</param>
/// <param name="SignerWaitMs">How long a node waits for its remote signer when it starts.</param>
/// <param name="SignalHandlerAfterMs">The age from which a node of 0.47 does not die of SIGTERM but ends with 0.</param>
/// <param name="IdleConnectionMs">An idle connection to the RPC is closed after this time.</param>
/// <param name="HasUpgradeModule">False: the application knows nothing of upgrades.</param>
/// <param name="InfoHeightAsText">The height in upgrade-info.json is a string, as no node can read it.</param>
/// <param name="Switches">Releases that come without a plan.</param>
/// <param name="MissedAfterBlocks">A node that halts for an upgrade has missed it when the network is so many blocks further; null: never.</param>
/// <param name="CurrentPlanValue">What CurrentPlan answers, in base64, whatever is true; null: the truth.</param>
/// <param name="Rpc">What the RPC does in place of an answer: <c>hang</c>, <c>close</c>, <c>garbage</c>, <c>html</c>, <c>http-500</c>, <c>null</c>, <c>error</c>, <c>huge</c>; null: it answers.</param>
internal sealed record Network(
    DateTimeOffset GenesisTime,
    int BlockTimeMs,
    IReadOnlyList<Plan> Plans,
    string Dialect = "050",
    string ChainId = "simchain-1",
    long? PausedAtHeight = null,
    long? ProposedHeight = null,
    bool Optimistic = false,
    bool BlockSync = true,
    int SyncBlocksPerSecond = 1000,
    int BlockMs = 0,
    IReadOnlyDictionary<string, int>? SlowBlocks = null,
    long? SnapshotHeight = null,
    IReadOnlyList<string>? Hold = null,
    int SignerWaitMs = 5000,
    int SignalHandlerAfterMs = 5000,
    int IdleConnectionMs = 10_000,
    bool HasUpgradeModule = true,
    bool InfoHeightAsText = false,
    IReadOnlyList<Switch>? Switches = null,
    int? MissedAfterBlocks = null,
    string? CurrentPlanValue = null,
    string? Rpc = null)
{
    /// <summary>The last block the network has decided; 0 before the first.</summary>
    public long HeightAt(DateTimeOffset now) =>
        PausedAtHeight ?? Math.Max(0, (now - GenesisTime).Ticks / TimeSpan.FromMilliseconds(BlockTimeMs).Ticks);

    public DateTimeOffset TimeOf(long height) => GenesisTime + TimeSpan.FromMilliseconds((double)BlockTimeMs * height);

    public bool Holds(string what) => Hold?.Contains(what, StringComparer.Ordinal) ?? false;

    public TimeSpan ExecutionOf(long block) =>
        TimeSpan.FromMilliseconds(SlowBlocks?.GetValueOrDefault(block.ToString(CultureInfo.InvariantCulture), BlockMs) ?? BlockMs);

    /// <summary>The plan made last, unless it is cancelled or was carried out or skipped: one that is overwritten never comes back.</summary>
    /// <param name="isOver">Whether an upgrade was carried out or skipped.</param>
    public Plan? PendingAfter(long committed, Func<string, bool> isOver)
    {
        var last = ScheduledLast(committed);
        return last is not null && !last.IsCancelledBy(committed) && !isOver(last.Name) ? last : null;
    }

    /// <summary>The upgrade whose release is right for this block; empty: that of the genesis.</summary>
    public string UpgradeFor(long block)
    {
        var planned = Plans.Where(p => p.TakesEffectAt <= block && IsCarriedOut(p)).Select(p => new Switch(p.Name, p.TakesEffectAt));
        return planned.Concat((Switches ?? []).Where(s => s.Height <= block)).MaxBy(s => s.Height)?.Name ?? "";
    }

    /// <summary>Where the upgrades of the network were carried out, up to a block.</summary>
    public IReadOnlyDictionary<string, long> AppliedBy(long block) =>
        Plans.Where(p => p.TakesEffectAt <= block && IsCarriedOut(p)).ToDictionary(p => p.Name, p => p.TakesEffectAt, StringComparer.Ordinal);

    private bool IsCarriedOut(Plan plan)
    {
        var before = plan.TakesEffectAt - 1;
        return !plan.Skipped && !plan.IsCancelledBy(before) && ScheduledLast(before) == plan;
    }

    // Of two made in the same block the one further down in the file is the later.
    private Plan? ScheduledLast(long committed) =>
        Plans.Where(p => p.ScheduledAt <= committed)
            .Select((plan, place) => (plan, place))
            .OrderBy(p => p.plan.ScheduledAt)
            .ThenBy(p => p.place)
            .LastOrDefault().plan;
}
