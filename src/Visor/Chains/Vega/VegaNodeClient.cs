using System.Collections.Immutable;
using Visor.Chains.Vega.Layout;
using Visor.Chains.Vega.Rpc;
using Visor.Model;
using Visor.Platform;

namespace Visor.Chains.Vega;

/// <summary>Asks a core over the UNIX socket of its admin server, and its statistics over HTTP.</summary>
internal sealed class VegaNodeClient : INodeClient
{
    private readonly CoreClient _core;
    private readonly StatisticsClient? _statistics;

    /// <param name="statistics">Where the core tells its block height; null: nowhere.</param>
    /// <param name="isOurs">Whether the process with this pid may be listened to.</param>
    public VegaNodeClient(RpcConfig rpc, Uri? statistics, Func<int, bool> isOurs, TimeProvider time)
    {
        _core = new CoreClient(rpc.SocketPath, rpc.HttpPath, isOurs, time);
        _statistics = statistics is { } url ? new StatisticsClient(url, time) : null;
    }

    public Pulse? Hints => null;

    public bool TellsHeight => _statistics is not null;

    public bool ProvesUpgrades => false;

    public Task<UpgradeProof?> AskProof(UpgradePlan upgrade, TimeSpan timeout, CancellationToken cancellation) => Task.FromResult<UpgradeProof?>(null);

    public async Task<PlanAnswer> AskPlan(ActiveRelease active, TimeSpan timeout, CancellationToken cancellation) =>
        await _core.UpgradeStatus(timeout, cancellation) switch
        {
            CoreAnswer.Status { Value: var status } => new PlanAnswer.Said(PlanOfCore.Read(status, active)),
            CoreAnswer.Failure { Why: var why } => new PlanAnswer.Failure(why.Message, why.Advice, MayListen: why.Kind is not (CoreFailureKind.NoSocketFile or CoreFailureKind.Refused)),
            var other => throw new InvalidOperationException(other.ToString()),
        };

    // A core never ends by itself when it has reached the block. What its data node has kept tells of one that has died there, and is asked before the next start.
    public Task<UpgradePlan?> AskAfterEnd(ActiveRelease active, ProcessExit exit, Func<CancellationToken, Task<ImmutableArray<string>>> lines, CancellationToken cancellation) => Task.FromResult<UpgradePlan?>(null);

    public async Task<HeightAnswer> AskHeight(CancellationToken cancellation) => _statistics is { } statistics
        ? await statistics.Ask(cancellation)
        : throw new InvalidOperationException("this node does not report its height");

    public void Dispose()
    {
        _core.Dispose();
        _statistics?.Dispose();
    }
}
