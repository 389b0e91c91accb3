using System.Globalization;
using Visor.Chains.Vega.Layout;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Vega.Launch;

/// <summary>A core begins with a snapshot where the rules of <see cref="SnapshotPolicy"/> want one; a data node is started as it is configured.</summary>
internal sealed class VegaLaunchPlanner(IUpgradeWitness witness) : ILaunchPlanner
{
    public async Task<LaunchPlan> Plan(
        NodeDefinition definition, ActiveRelease active, StartCause cause, Failure? unsure, FileLock nodeLock, CancellationToken cancellation)
    {
        var choice = SnapshotPolicy.Choose(definition.Queried.Arguments, definition is RunConfig { DataNode: not null }, active, cause);

        // While an upgrade is to come the history is the witness of what has happened, also where it does not decide where the core begins.
        var answer = choice is SnapshotChoice.FromLatestSegment || active.Upcoming is not null
            ? await witness.Ask(definition, nodeLock, cancellation)
            : new WitnessAnswer.Nothing();
        return SnapshotResolution.Resolve(answer, active, choice, unsure) switch
        {
            SnapshotResolution.Known { Height: var height } => new LaunchPlan.Start([WithSnapshot(definition.Queried, height), .. definition.Processes[1..]], height),
            SnapshotResolution.Refused { Why: var why } => new LaunchPlan.Refused(why),
            SnapshotResolution.Reached { Plan: var plan } => new LaunchPlan.Reached(plan),
            SnapshotResolution.Beyond { Plan: var plan, Height: var height } => new LaunchPlan.Beyond(plan, height),
            SnapshotResolution.Unknown { Reason: var reason } => new LaunchPlan.Unknown(reason),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    public ulong? BlockOf(ActiveRelease active) =>
        SnapshotPolicy.Choose([], hasDataNode: false, active, StartCause.Fresh) is SnapshotChoice.From { Height: var height } ? height : null;

    private static ProcessDefinition WithSnapshot(ProcessDefinition core, ulong? height) => height is { } block
        ? core with { Arguments = [.. core.Arguments, SnapshotPolicy.Name, block.ToString(CultureInfo.InvariantCulture)] }
        : core;
}
