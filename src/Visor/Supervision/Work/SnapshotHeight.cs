using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Supervision.Work;

/// <summary>The height a core is started from, once the data node's history has been asked.</summary>
internal abstract record SnapshotHeight
{
    /// <param name="Height">Null: the core chooses.</param>
    public sealed record Known(ulong? Height) : SnapshotHeight;

    /// <summary>It must not be started: the history ends before the last upgrade, or nothing shows that the upgrade is not due.</summary>
    public sealed record Refused(Failure Why) : SnapshotHeight;

    public sealed record Unknown(string Reason) : SnapshotHeight;

    /// <summary>The history ends at the block of the accepted plan: only the next release may go on from there.</summary>
    public sealed record Reached(UpgradePlan Plan) : SnapshotHeight;

    /// <summary>The history goes on beyond the block of the accepted plan, so the network has gone on without it: the plan is void.</summary>
    /// <param name="Height">Where the history ends.</param>
    public sealed record Beyond(UpgradePlan Plan, ulong Height) : SnapshotHeight;

    /// <param name="choice">Where the core begins if nothing stands against it. Also where it does not follow the history, that is the witness of what has happened.</param>
    /// <param name="unsure">Why the old release must not be started unless the history shows that the upgrade is not due; null: nothing.</param>
    public static SnapshotHeight Of(SegmentReading reading, ActiveRelease active, SnapshotChoice choice, Failure? unsure = null) => (reading, choice) switch
    {
        (SegmentReading.Found found, _) when active.Upcoming is { } plan && found.ToHeight >= plan.Height =>
            found.ToHeight == plan.Height ? new Reached(plan) : new Beyond(plan, found.ToHeight),
        (SegmentReading.None, _) when unsure is not null => new Refused(unsure),
        (SegmentReading.Failure failure, _) when unsure is not null || choice is SnapshotChoice.FromLatestSegment =>
            new Unknown($"the latest history segment is not known: {failure.Reason}"),
        (_, not SnapshotChoice.FromLatestSegment) => new Known(choice is SnapshotChoice.From from ? from.Height : null),
        (SegmentReading.Found found, _) when found.ToHeight < active.ActivatedAt => new Refused(new Failure(
            $"the data node's history ends at block {found.ToHeight}, before the last upgrade at block {active.ActivatedAt}: starting there "
            + "would replay old blocks with the new release; restore the data node from a network history segment of block "
            + $"{active.ActivatedAt} or later, or give the core `{SnapshotFlag.Name} HEIGHT` in its run config yourself",
            ExitCodes.Configuration)),
        (SegmentReading.Found found, _) => new Known(found.ToHeight),
        (SegmentReading.None, _) => new Known(Height: null),
        _ => throw new InvalidOperationException(reading.ToString()),
    };
}
