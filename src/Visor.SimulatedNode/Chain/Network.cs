namespace Visor.SimulatedNode.Chain;

/// <summary>What all nodes of a simulated network agree on. Heights come from the wall clock, so that they agree on those too.</summary>
/// <param name="EmptyAcceptedInfo">How a core says that nothing is accepted: <c>null</c>, or <c>empty</c>: an object with an empty tag.</param>
/// <param name="FirstBlockDelayMs">From the start of a core to its first block.</param>
/// <param name="SocketDelayMs">From the start of a core to its socket.</param>
/// <param name="SegmentBlocks">Blocks in a history segment of a data node.</param>
/// <param name="Hotfixes">Releases that are as right as another one, by their tags.</param>
/// <param name="PausedAtHeight">The clock stands still at this height; null: it runs.</param>
internal sealed record Network(
    DateTimeOffset GenesisTime,
    int BlockTimeMs,
    string GenesisRelease,
    IReadOnlyList<Upgrade> Upgrades,
    string EmptyAcceptedInfo = "null",
    int FirstBlockDelayMs = 300,
    int SocketDelayMs = 100,
    int SegmentBlocks = 5,
    IReadOnlyDictionary<string, string>? Hotfixes = null,
    long? PausedAtHeight = null)
{
    /// <summary>0 before the first block is due.</summary>
    public long HeightAt(DateTimeOffset now) =>
        PausedAtHeight ?? Math.Max(0, (now - GenesisTime).Ticks / TimeSpan.FromMilliseconds(BlockTimeMs).Ticks);

    public DateTimeOffset TimeOf(long height) => GenesisTime + TimeSpan.FromMilliseconds((double)BlockTimeMs * height);

    /// <summary>The release that is right for the block with this height.</summary>
    public string ReleaseFor(long height) =>
        Upgrades.Where(u => u.Height < height && IsCarriedOut(u)).MaxBy(u => u.Height)?.Release ?? GenesisRelease;

    /// <summary>Whether a release may take the block with this height.</summary>
    public bool IsRight(string release, long height) =>
        string.Equals(Hotfixes?.GetValueOrDefault(release, release) ?? release, ReleaseFor(height), StringComparison.Ordinal);

    /// <summary>The upgrade nodes at this height announce: the one accepted last, unless withdrawn or behind them.</summary>
    public Upgrade? AcceptedAt(long height)
    {
        var latest = AcceptedLast(height);
        return latest is not null && !latest.WithdrawnBy(height) && latest.Height >= height ? latest : null;
    }

    /// <summary>The height of the last upgrade carried out at or before this height; 0: none.</summary>
    public long LastUpgradeAt(long height) =>
        Upgrades.Where(u => u.Height <= height && IsCarriedOut(u)).Select(u => u.Height).DefaultIfEmpty(0).Max();

    private bool IsCarriedOut(Upgrade upgrade) => AcceptedAt(upgrade.Height) == upgrade;

    // Of two accepted in the same block the one further down in the file is the later.
    private Upgrade? AcceptedLast(long height) =>
        Upgrades.Where(u => u.AcceptedAtHeight <= height)
            .Select((upgrade, place) => (upgrade, place))
            .OrderBy(u => u.upgrade.AcceptedAtHeight)
            .ThenBy(u => u.place)
            .LastOrDefault().upgrade;
}
