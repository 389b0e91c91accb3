using System.Collections;
using Visor.Chains.Cosmos;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Configuration;
using Visor.Home;
using Visor.Model;
using Visor.Releases.Downloads;
using Visor.Releases.Fetching;
using Visor.Users;

namespace Visor.Commands.Cosmovisor;

/// <summary>Gives Cosmovisor's commands what they leave to others: the node, its RPC, the network, the home's owner and the terminal.</summary>
internal sealed class CosmovisorWiring(CosmosFamily family, Func<string, string?> environment, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private bool _isValidator;
    private bool _demandsSignature;

    public CosmovisorSeams Seams(ReleaseServer server) => new()
    {
        Run = (settings, arguments, _) => new NodeRun(family, environment, time).Run(settings, arguments, settings.ConfigFile),
        Ask = (settings, arguments, cancellation) => BinaryQuery.Ask(settings, HomeOf(settings), arguments, environment, time, cancellation),
        CurrentPlan = CurrentPlan,
        Downloads = new BinaryDownloads(server, time) { DemandsSignature = () => _demandsSignature },
        DemandsChecksum = _ => _isValidator && !IsToldOtherwise,
        Writing = Note,
        ActAsOwner = settings =>
        {
            if (family.Find(settings.Home) is { } home)
                OwnerSwitch.Become(home);
        },
        Answer = Confirmation.Answer,
        Variables = [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => (string)v.Key)],
    };

    // Said in so many words, it is the operator's decision.
    private bool IsToldOtherwise => GoBoolean.Parse(environment(CosmovisorVariables.MustHaveChecksum) ?? "") is false;

    private VisorHome HomeOf(CosmovisorSettings settings) => family.Find(settings.Home) is { } found
        ? ConfigOption.OfEnvironment(found, environment)
        : throw new VisorException(ExitCodes.Failed, $"there is no folder {settings.Root}; `visor cosmovisor init BINARY` makes it, or correct DAEMON_HOME");

    private async Task<(UpgradeName Name, ulong Height, string Info)?> CurrentPlan(CosmovisorSettings settings, CancellationToken cancellation)
    {
        var home = HomeOf(settings);
        _demandsSignature = VisorConfigReader.Read(home.Config, CosmosChain.RulesOf(settings)).Value?.AutoInstall.Signature is not null;
        var context = new CosmosContext(settings, RunRecord.Read(home.Private)?.Arguments ?? [], new RunBaseline(home.Private)) 
        {
            Environment = environment,
            RpcAddress = new RpcAddressOverride(() => VisorConfigReader.Read(home.Config, CosmosChain.RulesOf(settings))),
        };
        var setting = RpcAddressSetting.Asked(context, settings.BinaryIn(home.Genesis));
        var address = setting.Address ?? throw new VisorException(ExitCodes.Failed, $"{setting.Source}: '{PlainText.Excerpt(setting.Text)}' is no address of an RPC; correct it");
        using var client = new CometClient(address is RpcAddress.Unix { Path: var path } ? new RpcAddress.Unix(Path.GetFullPath(path, settings.Root)) : address, _ => true, time);
        switch (await client.Ask(applied: null, Timeout, cancellation))
        {
            case NodeAnswer.Said { Report: var report }:
                _isValidator = report.VotingPower > 0;
                return report.Plan switch
                {
                    PlanReport.Agreed { Plan: var plan } => (plan.Name, plan.Height, plan.Info),
                    PlanReport.None => null,
                    PlanReport.NoModule => throw new VisorException(ExitCodes.Failed, "the node's app has no upgrade module, so no plan comes from its network; use `cosmovisor add-upgrade`"),
                    PlanReport.Unknown { Why: var why } => throw new VisorException(ExitCodes.Failed, $"the node has not said which upgrade is planned: {why}; try again"),
                    _ => null,
                };
            case NodeAnswer.Failure failure:
                throw new VisorException(ExitCodes.Failed, $"{failure.Message}; {failure.Advice}");
            default:
                return null;
        }
    }

    private void Note(CosmovisorSettings settings, string prepared)
    {
        var folder = HomeOf(settings).Private;
        Directory.CreateDirectory(folder);
        new RunBaseline(folder).NoteOperators(UpgradeFileReader.Read(prepared));
    }
}
