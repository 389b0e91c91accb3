using Visor.Chains;
using Visor.Chains.Cosmos;
using Visor.Chains.Vega;
using Visor.Commands;
using Visor.Commands.Cosmovisor;
using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Visor.Processes;

namespace Visor;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        var cosmos = new CosmosFamily();
        if (CosmovisorEntry.Arguments(Environment.GetCommandLineArgs()[0], arguments) is { } cosmovisors)
            return Run(() => CosmovisorEntry.Invoke(cosmovisors, cosmos, StandardStreams.Output, StandardStreams.Error, Environment.GetEnvironmentVariable));
        return Run(arguments, new ChainFamilies(VegaChain.Create(), cosmos));
    }

    /// <param name="chains">The families of the homes that this program runs.</param>
    /// <returns>The exit code.</returns>
    internal static Task<int> Run(string[] arguments, ChainFamilies chains) =>
        Run(() => VisorCommand.Invoke(arguments, StandardStreams.Output, StandardStreams.Error, Environment.GetEnvironmentVariable, chains, VisorHome.OfPackage));

    private static async Task<int> Run(Func<Task<int>> command)
    {
        StandardStreams.TakeOver();
        ChildReaper.ResetSigchld();
        try
        {
            if (ContainerInit.IsNeeded)
                return await ContainerInit.Run(TimeProvider.System);
            return await command();
        }
        catch (VisorException e)
        {
            foreach (var line in PlainText.Lines(e.Message))
                await StandardStreams.Error.WriteLineAsync($"visor: {line}");
            return e.ExitCode;
        }
        catch (Exception e)
        {
            // The outermost boundary: a defect of Visor itself, the only thing worth a stack trace.
            foreach (var line in PlainText.Lines($"visor: unexpected, please report it with what follows: {e}"))
                await StandardStreams.Error.WriteLineAsync(line);
            return ExitCodes.Failed;
        }
    }
}
