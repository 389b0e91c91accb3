using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Supervision.Work;

/// <summary>The height a core is started from, once the data node's history has been asked.</summary>
internal abstract record SnapshotHeight
{
    /// <param name="Height">Null: the core chooses.</param>
    public sealed record Known(ulong? Height) : SnapshotHeight;

    /// <summary>The history ends before the last upgrade.</summary>
    public sealed record TooOld(Failure Why) : SnapshotHeight;

    public sealed record Unknown(string Reason) : SnapshotHeight;

    /// <summary>The history has reached the height of the accepted plan: only the next release may go on from there.</summary>
    public sealed record Reached(UpgradePlan Plan) : SnapshotHeight;

    public static SnapshotHeight Of(SegmentReading reading, ActiveRelease active) => reading switch
    {
        SegmentReading.Found found when active.Accepted is { } plan && found.ToHeight >= plan.Height => new Reached(plan),
        SegmentReading.Found found when found.ToHeight < active.ActivatedAt => new TooOld(new Failure(
            $"the data node's history ends at block {found.ToHeight}, before the last upgrade at block {active.ActivatedAt}: starting there "
            + "would replay old blocks with the new release; restore the data node from a network history segment of block "
            + $"{active.ActivatedAt} or later, or give the core `{SnapshotFlag.Name} HEIGHT` in its run config yourself",
            ExitCodes.Configuration)),
        SegmentReading.Found found => new Known(found.ToHeight),
        SegmentReading.None => new Known(null),
        SegmentReading.Failure failure => new Unknown($"the latest history segment is not known: {failure.Reason}"),
        _ => throw new InvalidOperationException(reading.ToString()),
    };
}
