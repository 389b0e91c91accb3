using Visor.Chains;
using Visor.Chains.Vega;
using Visor.Commands;
using Visor.Home;
using Visor.Model;
using Visor.Platform;
using Visor.Processes;

namespace Visor;

internal static class Program
{
    private static Task<int> Main(string[] arguments) => Run(arguments, VegaChain.Create());

    /// <param name="chain">The family of the homes that this program runs.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> Run(string[] arguments, Chain chain)
    {
        StandardStreams.TakeOver();
        ChildReaper.ResetSigchld();
        try
        {
            return await VisorCommand.Invoke(arguments, StandardStreams.Output, StandardStreams.Error, Environment.GetEnvironmentVariable, chain, VisorHome.OfPackage);
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
