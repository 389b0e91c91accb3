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
            foreach (var line in e.Message.Split('\n'))
                await StandardStreams.Error.WriteLineAsync($"visor: {line}");
            return e.ExitCode;
        }
        catch (Exception e)
        {
            // The outermost boundary: a defect of Visor itself, the only thing worth a stack trace.
            await StandardStreams.Error.WriteLineAsync($"visor: unexpected, please report it with what follows: {e}");
            return ExitCodes.Failed;
        }
    }
}
