namespace Visor.Bench;

/// <summary>Times between stamps.</summary>
internal static class Gaps
{
    private const double NanosecondsPerMillisecond = 1e6;

    /// <summary>From each stamp of one kind to the next of the other, in milliseconds.</summary>
    public static IReadOnlyList<double> Milliseconds(Stamp[] stamps, StampKind from, StampKind to) =>
        [.. Pairs(stamps, from, to).Select(p => (p.To.Monotonic - p.From.Monotonic) / NanosecondsPerMillisecond)];

    public static IReadOnlyList<(Stamp From, Stamp To)> Pairs(Stamp[] stamps, StampKind from, StampKind to)
    {
        List<(Stamp, Stamp)> pairs = [];
        Stamp? open = null;
        foreach (var stamp in stamps)
        {
            if (stamp.Kind == from)
            {
                open = stamp;
            }
            else if (stamp.Kind == to && open is { } begun)
            {
                pairs.Add((begun, stamp));
                open = null;
            }
        }

        return pairs;
    }
}
