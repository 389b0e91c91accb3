using Visor.Chains.Cosmos.Checks;
using Visor.Chains.Cosmos.Downloads;
using Visor.Chains.Cosmos.Launch;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Node;
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

    private static Chain Create(CosmosContext context, SwitchRecord record) => new(new CosmosLayout(context), new CosmosConnector(context), new CosmosProcesses(context))
    {
        Defaults = new ChainDefaults("", "", context.Settings.Name)
        {
            IsFileOptional = true,
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
        Plans = new PlansOfOperator(context),
        Source = downloads => new PlanSource(context, new PlanDownload(downloads)),
        Steps = (commands, time) => new CosmosSteps(context, record, commands, time),
    };
}
