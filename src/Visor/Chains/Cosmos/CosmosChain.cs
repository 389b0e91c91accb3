using Visor.Chains.Cosmos.Checks;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Downloads;
using Visor.Chains.Cosmos.Launch;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Node;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Steps;
using Visor.Configuration;

namespace Visor.Chains.Cosmos;

/// <summary>A node of a Cosmos SDK chain, in a home that Cosmovisor has laid out.</summary>
internal static class CosmosChain
{
    /// <summary>Without an order of the operator's; a commit can take minutes, and what is killed in it may be lost.</summary>
    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(120);

    /// <summary>In steps of 2 s: a start replays blocks before it answers, and that is not to be broken off.</summary>
    private const int Unlimited = 175_000;

    public static Chain Create(CosmosContext context) => Create(context, new SwitchRecord());

    /// <inheritdoc cref="ChainDefaults.ProblemWithRpcAddress"/>
    private static string? ProblemWithRpcAddress(string text) => RpcAddress.Parse(text) is null or RpcAddress.Off
        ? "is no address of an RPC; write it as tcp://HOST:PORT, http://HOST:PORT or unix://PATH"
        : null;

    /// <summary>For whoever reads Visor's own settings before there is a chain.</summary>
    public static ChainDefaults RulesOf(CosmovisorSettings settings) => new("", "", settings.Name) { IsFileOptional = true, ProblemWithRpcAddress = ProblemWithRpcAddress };

    private static Chain Create(CosmosContext context, SwitchRecord record) => new(new CosmosLayout(context), new CosmosConnector(context), new CosmosProcesses(context))
    {
        Defaults = RulesOf(context.Settings) with
        {
            GraceSetting = context.Settings.ShutdownGrace is { Ticks: > 0 } ? "DAEMON_SHUTDOWN_GRACE" : "the default of DAEMON_SHUTDOWN_GRACE",
            Config = new VisorConfig
            {
                StopSignalTimeout = context.Settings.ShutdownGrace is { Ticks: > 0 } grace ? grace : DefaultGrace,
                MaxNumberOfRestartConnectionRetries = Unlimited,
                UpgradeFolders = new UpgradeFolders([], CosmosFolders.Upgrades),
                DataStamp = new DataStampConfig { Enabled = false },
            },
        },
        Proof = new CosmosProof(context),
        Checks = new CosmosChecks(context),
        Templates = new CosmosTemplates(),
        LeavesFirstStartAlone = true,
        Witness = _ => new CosmosWitness(),
        Launch = tools => new CosmosLaunchPlanner(context, record, tools),
        Service = ServiceOfHome.Start(context),
        Plans = new PlansOfOperator(context),
        Source = downloads => new PlanSource(context, new PlanDownload(downloads)),
        Steps = (commands, time) => new CosmosSteps(context, record, commands, time),
    };
}
