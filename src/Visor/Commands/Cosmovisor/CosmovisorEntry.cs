using System.Collections.Immutable;
using Visor.Chains.Cosmos;
using Visor.Model;
using Visor.Releases.Fetching;

namespace Visor.Commands.Cosmovisor;

/// <summary>Visor in Cosmovisor's place: called by its name, or by <c>visor cosmovisor</c>.</summary>
internal static class CosmovisorEntry
{
    private const string Name = "cosmovisor";

    /// <param name="program">As it was called.</param>
    /// <returns>Cosmovisor's arguments; null: this is Visor itself.</returns>
    public static ImmutableArray<string>? Arguments(string program, string[] arguments) =>
        Path.GetFileName(program) is Name ? [.. arguments] : arguments is [Name, .. var rest] ? [.. rest] : null;

    public static async Task<int> Invoke(ImmutableArray<string> arguments, CosmosFamily family, TextWriter output, TextWriter error, Func<string, string?> environment)
    {
        using var server = new ReleaseServer(TimeProvider.System);
        var seams = new CosmovisorWiring(family, environment, TimeProvider.System).Seams(server);

        // A node's signals are its supervisor's.
        if (CommandWord.Find(arguments).Word is "run" or "start")
            return await CosmovisorCommand.Invoke(arguments, output, error, environment, seams, CancellationToken.None);
        using var interrupted = new CancellationTokenSource();
        using var signals = new EndingSignals(interrupted.Cancel);
        try
        {
            return await CosmovisorCommand.Invoke(arguments, output, error, environment, seams, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            throw new VisorException(ExitCodes.Failed, "interrupted; what was to be replaced is as it was, and the same command can be run again");
        }
    }
}
