using System.Collections.Immutable;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Home;
using Visor.Model;
using Visor.Processes;

namespace Visor.Commands.Cosmovisor;

/// <summary>Asks the chain's current binary something, and keeps what it prints.</summary>
internal static class BinaryQuery
{
    /// <summary>From a cold disk a large binary takes its time.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <exception cref="VisorException">It cannot be started.</exception>
    public static async Task<ChildResult> Ask(
        CosmovisorSettings settings, VisorHome home, ImmutableArray<string> arguments, Func<string, string?> environment, TimeProvider time, CancellationToken cancellation)
    {
        var folder = new CurrentLink(home).Read() is CurrentLinkState.Folder { Path: var current } ? current : home.Genesis;
        var children = new ChildReaper();
        var commands = new CommandRunner(new Spawner(children, ChildEnvironment.OfThisProcess(), time), children, time);
        try
        {
            return await commands.Run(settings.BinaryIn(folder), arguments, [], ReleaseVariables.Of(folder, environment), Timeout, cancellation);
        }
        catch (SpawnException e)
        {
            throw new VisorException(ExitCodes.Failed, e.Message);
        }
    }
}
