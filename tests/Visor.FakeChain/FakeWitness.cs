using Visor.Chains;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Processes;

namespace Visor.FakeChain;

/// <summary>The height that a node has written down outlives it.</summary>
internal sealed class FakeWitness : IUpgradeWitness
{
    public string Name => "the height of the node";

    public Task<WitnessAnswer> Ask(NodeDefinition definition, FileLock nodeLock, CancellationToken cancellation) => Task.FromResult<WitnessAnswer>(
        new FakeFiles(definition.Endpoint.Address).Height is { } height ? new WitnessAnswer.Reached(height) : new WitnessAnswer.Nothing());
}

/// <summary>A node is started as it stands in its file, unless it has reached the block of its upgrade.</summary>
internal sealed class FakePlanner(IUpgradeWitness witness) : ILaunchPlanner
{
    public async Task<LaunchPlan> Plan(NodeDefinition definition, ActiveRelease active, StartCause cause, Failure? unsure, FileLock nodeLock, CancellationToken cancellation)
    {
        var reached = await witness.Ask(definition, nodeLock, cancellation) is WitnessAnswer.Reached { Height: var height } ? height : 0;
        return active.Upcoming is { } plan && reached >= plan.Height
            ? reached == plan.Height ? new LaunchPlan.Reached(plan) : new LaunchPlan.Beyond(plan, reached)
            : new LaunchPlan.Start(definition.Processes, From: null);
    }

    public ulong? BlockOf(ActiveRelease active) => null;
}
