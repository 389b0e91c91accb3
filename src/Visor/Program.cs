using System.CommandLine;
using Visor.Commands;

namespace Visor;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        // Visor answers signals itself, and only defects of its own are worth a stack trace.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            var parsed = VisorCommand.Create(TimeProvider.System).Parse(args);
            return parsed.Errors.Count > 0 ? UsageErrors.Report(parsed) : await parsed.InvokeAsync(configuration);
        }
        catch (VisorException e)
        {
            foreach (var line in e.Message.Split('\n'))
                await Console.Error.WriteLineAsync($"visor: {line}");
            return e.ExitCode;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"visor: unexpected, please report it with what follows: {e}");
            return ExitCodes.Failed;
        }
    }
}
