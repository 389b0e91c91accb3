using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Steps;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Platform.Files;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Launch;

/// <summary>
/// A node is started with its operator's arguments. Before that, what would stop every release is put aside: an upgrade-info.json without a byte, and a socket that nobody listens on.
/// </summary>
internal sealed class CosmosLaunchPlanner(CosmosContext context, SwitchRecord record, LaunchTools tools) : ILaunchPlanner
{
    public async Task<LaunchPlan> Plan(NodeDefinition definition, ActiveRelease active, StartCause cause, Failure? unsure, FileLock nodeLock, CancellationToken cancellation)
    {
        if (cause == StartCause.Switch && record.IsSwitched && !context.Settings.RestartAfterUpgrade)
            return new LaunchPlan.Leave($"{active.Release.Tag} is in place, and Visor ends as DAEMON_RESTART_AFTER_UPGRADE=false wants it: the service starts it again");
        if (context.Arguments.IsEmpty)
            return Refused(ExitCodes.Configuration, "how this node is started is not known: no Visor has run it yet; start it once as its service does (`visor cosmovisor run start`, with DAEMON_HOME and DAEMON_NAME set)");
        if (!context.Forgotten.IsEmpty)
            return Refused(ExitCodes.Configuration, $"the node was last started with {string.Join(", ", context.Forgotten.Select(name => PlainText.Excerpt(name, 60)))} in its environment, whose values Visor does not keep because they may be secret: without them it would be another node; start its service, or set them here too (empty: on purpose without)");
        if (!Directory.Exists(context.Settings.Data))
            return Refused(ExitCodes.Configuration, $"{context.Settings.Data} does not exist, so there is no node to run: initialize it ({context.Settings.Name} init), restore it, or correct DAEMON_HOME");
        if (DatabaseLock.HolderIn(context.Settings.Data) is { } holder)
            return Refused(ExitCodes.Busy, $"another node runs on {context.Settings.Data}: {holder}; stop it, for example what an earlier Cosmovisor has left behind, then start Visor again");
        if (context.Halt.Order is { IsUnclear: true } order && NextOf(active) is { } halted && halted.Height == order.First)
            return Refused(ExitCodes.Configuration, Unclear(halted, order));
        var file = UpgradeFileReader.Read(context.UpgradeInfo);
        if (file is UpgradeFile.Unusable { IsEmpty: true })
        {
            File.Delete(context.UpgradeInfo);
            tools.Log.LogWarning("{File} was empty, which stops every release, and is removed; the node writes it again if its upgrade is due", context.UpgradeInfo);
            file = new UpgradeFile.Missing();
        }
        else if (file is UpgradeFile.Unusable broken)
        {
            tools.Log.LogWarning("{Problem}; {Remedy}", broken.Consequence, broken.RemedyFor(context.UpgradeInfo) ?? "the node needs it at its start");
        }

        // Nobody listens on it: that was asked right before.
        if (RpcAddress.Parse(definition.Endpoint.Address) is RpcAddress.Unix { Path: var path } && Path.GetFullPath(path, context.Settings.Root) is var socket && FileStatus.Read(socket, followLinks: false) is { IsSocket: true })
            File.Delete(socket);
        if (cause == StartCause.Switch && active.ActivationHeight > 0
            && await new PreUpgrade(context, tools, TimeProvider.System).Run(new UpgradePlan(active.Release.Tag, active.ActivationHeight), definition.Queried.Path, cancellation) is { } obstacle)
            return obstacle;
        context.Baseline.Note(file);
        new BackupRecord(context.Settings.Root).Forget();
        return new LaunchPlan.Start(await WithHalt(definition, active, cancellation), From: null);
    }

    public ulong? BlockOf(ActiveRelease active) => null;

    // A plan of the operator's is made exact by the app itself: whoever starts it before that block has it halt there.
    private async Task<ImmutableArray<ProcessDefinition>> WithHalt(NodeDefinition definition, ActiveRelease active, CancellationToken cancellation)
    {
        context.Halt.Note(order: null);
        if (NextOf(active) is not { } next)
            return definition.Processes;
        var variable = $"{RpcAddressSetting.Prefix(definition.Queried.Path)}_HALT_HEIGHT";
        if (context.Environment(variable) is { Length: > 0 })
            return definition.Processes;
        var halt = await HaltSemantics.HeightFor(next.Height, definition.Queried, tools, cancellation);
        context.Halt.Note(new HaltOrder(next.Height, halt));
        tools.Log.LogInformation("The node is told to halt before block {Height}, for the operator's plan {Name} ({Variable}={Halt})", next.Height, next.Name.Text, variable, halt);
        return [definition.Queried with { Variables = [.. definition.Queried.Variables, string.Create(CultureInfo.InvariantCulture, $"{variable}={halt}")] }];
    }

    // One that the node stood before when it was asked last: told to halt at a block behind it, a node never goes on.
    private UpgradeInfo? NextOf(ActiveRelease active) =>
        context.OperatorPlans.Current().FirstOrDefault(plan => active.Upcoming is { } known && context.PlanOf(plan) == known);

    // One start too many would execute the plan's block with the old release.
    private string Unclear(UpgradeInfo plan, HaltOrder order)
    {
        var name = ShellWord.Quote(plan.Name.Text);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the node was told to halt at block {order.Told} and has ended by itself, and nothing tells whether it had reached it: look for \"halting node per configuration\" in its log; if it is there, `visor switch {name} --height {plan.Height} --home {ShellWord.Quote(context.Settings.Home)}`; if not, `visor plan {name} --remove --home {ShellWord.Quote(context.Settings.Home)}`, start the service, and plan it again");
    }

    private static LaunchPlan.Refused Refused(int exitCode, string why) => new(new Failure(why, exitCode));
}
