using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Home;
using Visor.Model;
using Visor.Processes;

namespace Visor.Commands.Cosmovisor;

/// <summary>A command of the chain's binary that is no node: it gets Visor's own streams, and is waited for.</summary>
internal static class ChildCommand
{
    /// <returns>0, or 1 whatever its own exit code was, as Cosmovisor has it.</returns>
    public static async Task<int> Run(CosmovisorSettings settings, VisorHome home, ImmutableArray<string> arguments, Func<string, string?> environment, TimeProvider time)
    {
        var folder = new CurrentLink(home).Read() is CurrentLinkState.Folder { Path: var current } ? current : home.Genesis;
        var children = new ChildReaper();
        var spawner = new Spawner(children, ChildEnvironment.OfThisProcess(), time);
        try
        {
            using var input = new Microsoft.Win32.SafeHandles.SafeFileHandle(0, ownsHandle: false);
            var pid = await spawner.Start(new SpawnRequest(settings.BinaryIn(folder), arguments) { StandardInput = input, Variables = ReleaseVariables.Of(folder, environment) }, CancellationToken.None);
            await ProcessHandle.EndOf(pid);
            await ChildReaper.UntilCollectable(pid);
            return children.Collect(pid) is { Code: 0 } ? ExitCodes.Success : ExitCodes.Failed;
        }
        catch (SpawnException e)
        {
            throw new VisorException(ExitCodes.Failed, e.Message);
        }
    }
}
