using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Chains.Vega.Launch;

/// <summary>The height a core is started from, once the data node's history has been asked.</summary>
internal abstract record SnapshotResolution
{
    /// <param name="Height">Null: the core chooses.</param>
    public sealed record Known(ulong? Height) : SnapshotResolution;

    /// <summary>It must not be started: the history ends before the last upgrade, or nothing shows that the upgrade is not due.</summary>
    public sealed record Refused(Failure Why) : SnapshotResolution;

    public sealed record Unknown(string Reason) : SnapshotResolution;

    /// <summary>The history ends at the block of the accepted plan: only the next release may go on from there.</summary>
    public sealed record Reached(UpgradePlan Plan) : SnapshotResolution;

    /// <summary>The history goes on beyond the block of the accepted plan, so the network has gone on without it: the plan is void.</summary>
    /// <param name="Height">Where the history ends.</param>
    public sealed record Beyond(UpgradePlan Plan, ulong Height) : SnapshotResolution;

    /// <param name="choice">Where the core begins if nothing stands against it. Also where it does not follow the history, that is the witness of what has happened.</param>
    /// <param name="unsure">Why the old release must not be started unless the history shows that the upgrade is not due; null: nothing.</param>
    public static SnapshotResolution Resolve(WitnessAnswer reading, ActiveRelease active, SnapshotChoice choice, Failure? unsure = null) => (reading, choice) switch
    {
        (WitnessAnswer.Reached found, _) when active.Upcoming is { } plan && found.Height >= plan.Height =>
            found.Height == plan.Height ? new Reached(plan) : new Beyond(plan, found.Height),
        (WitnessAnswer.Nothing, _) when unsure is not null => new Refused(unsure),
        (WitnessAnswer.Failure failure, _) when unsure is not null || choice is SnapshotChoice.FromLatestSegment =>
            new Unknown($"the latest history segment is unknown: {failure.Reason}"),
        (WitnessAnswer.Reached found, SnapshotChoice.BeforeUpgrade) when found.Height >= active.ActivationHeight => new Known(found.Height),
        (WitnessAnswer.Reached, SnapshotChoice.BeforeUpgrade) when unsure is not null => new Refused(unsure),
        (_, not SnapshotChoice.FromLatestSegment) => new Known(choice is SnapshotChoice.From from ? from.Height : null),
        (WitnessAnswer.Reached found, _) when found.Height < active.ActivationHeight => new Refused(new Failure(
            $"the data node's history ends at block {found.Height}, before the last upgrade at block {active.ActivationHeight}: starting there "
            + "would replay old blocks with the new release; restore the data node from a network history segment of block "
            + $"{active.ActivationHeight} or later, or give the core `{SnapshotPolicy.Name} HEIGHT` in its run config yourself",
            ExitCodes.Configuration)),
        (WitnessAnswer.Reached found, _) => new Known(found.Height),
        (WitnessAnswer.Nothing, _) => new Known(Height: null),
        _ => throw new InvalidOperationException(reading.ToString()),
    };
}
