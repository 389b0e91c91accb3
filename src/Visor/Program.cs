using Visor.Commands;
using Visor.Processes;

namespace Visor;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        StandardStreams.TakeOver();
        Children.HeedTheirEnd();
        try
        {
            return await VisorCommand.Invoke(arguments, StandardStreams.Output, StandardStreams.Error, Environment.GetEnvironmentVariable);
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
