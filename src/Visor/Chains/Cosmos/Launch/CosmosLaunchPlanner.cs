using System.Globalization;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains.Cosmos.Launch;

/// <summary>
/// A node is started with its operator's arguments. Before that, what would stop every release is put aside: an upgrade-info.json without a byte, and a socket that nobody listens on.
/// </summary>
internal sealed class CosmosLaunchPlanner(CosmosContext context) : ILaunchPlanner
{
    public Task<LaunchPlan> Plan(NodeDefinition definition, ActiveRelease active, StartCause cause, Failure? unsure, FileLock nodeLock, CancellationToken cancellation)
    {
        if (!Directory.Exists(context.Settings.Data))
            return Refused(ExitCodes.Configuration, $"{context.Settings.Data} does not exist, so there is no node to run: initialize it ({context.Settings.Name} init), restore it, or correct DAEMON_HOME");
        if (DatabaseLock.HolderIn(context.Settings.Data) is { } holder)
            return Refused(ExitCodes.Busy, $"another node runs on {context.Settings.Data}: {holder}; stop it, for example what an earlier Cosmovisor has left behind, then start Visor again");
        var file = UpgradeFileReader.Read(context.UpgradeInfo);
        if (file is UpgradeFile.Unusable { IsEmpty: true })
        {
            var aside = string.Create(CultureInfo.InvariantCulture, $"{context.UpgradeInfo}.empty");
            File.Move(context.UpgradeInfo, aside, overwrite: true);
            file = new UpgradeFile.Missing();
        }

        if (definition.Endpoint.Address is var text && RpcAddress.Parse(text) is RpcAddress.Unix { Path: var socket })
            File.Delete(Path.GetFullPath(socket, context.Settings.Root)); // Nobody listens on it: that was asked right before.
        context.Baseline.Note(file);
        return Task.FromResult<LaunchPlan>(new LaunchPlan.Start(definition.Processes, From: null));
    }

    public ulong? BlockOf(ActiveRelease active) => null;

    private static Task<LaunchPlan> Refused(int exitCode, string why) => Task.FromResult<LaunchPlan>(new LaunchPlan.Refused(new Failure(why, exitCode)));
}
