using System.Collections.Immutable;
using Visor.Chains;
using Visor.Model;
using Visor.Platform;
using Visor.Processes;

namespace Visor.FakeChain;

internal sealed class FakeConnector : INodeConnector
{
    public string EndpointSetting => FakeFamily.DataFlag;

    public INodeClient Connect(NodeEndpoint endpoint, NodeDefinition? now, Func<int, bool> isOurs, TimeProvider time) => new FakeClient(new FakeFiles(endpoint.Address), isOurs);

    public NodeEndpoint Absolute(NodeEndpoint endpoint, string workingDirectory) => endpoint with { Address = Path.GetFullPath(endpoint.Address, workingDirectory) };

    public EndpointOccupant? OccupantOf(NodeEndpoint endpoint) =>
        new FakeFiles(endpoint.Address).Pid is { } pid && ProcessTable.Stat(pid) is { Lives: true } ? new EndpointOccupant.Process(pid) : null;
}

internal sealed class FakeClient(FakeFiles files, Func<int, bool> isOurs) : INodeClient
{
    public Pulse? Hints => null;

    public bool TellsHeight => true;

    public bool ProvesUpgrades => false;

    public Task<UpgradeProof?> AskProof(UpgradePlan upgrade, TimeSpan timeout, CancellationToken cancellation) => Task.FromResult<UpgradeProof?>(null);

    public Task<PlanAnswer> AskPlan(ActiveRelease active, TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<PlanAnswer>(files.Pid is { } pid && isOurs(pid)
            ? new PlanAnswer.Said(files switch
            {
                { Due: { } due } when IsAhead(due, active) => new PlanReading.Due(due),
                { Plan: { } plan } when IsAhead(plan, active) => new PlanReading.Accepted(plan),
                _ => new PlanReading.Nothing(),
            })
            : new PlanAnswer.Failure("the node is not running", "look into its log", MayListen: false));
    }

    public Task<UpgradePlan?> AskAfterEnd(ActiveRelease active, ProcessExit exit, Func<CancellationToken, Task<ImmutableArray<string>>> lines, CancellationToken cancellation) =>
        Task.FromResult(files.Due is { } due && IsAhead(due, active) ? due : null);

    public Task<HeightAnswer> AskHeight(CancellationToken cancellation) => Task.FromResult<HeightAnswer>(files.Height is { } height
        ? new HeightAnswer.Progress(new BlockProgress(height, BlockDuration: TimeSpan.Zero))
        : new HeightAnswer.Failure("no height is written"));

    public void Dispose()
    {
    }

    private static bool IsAhead(UpgradePlan plan, ActiveRelease active) => plan.Tag != active.Release.Tag && plan.Height > active.Passed;
}
