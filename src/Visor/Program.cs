using Visor.Commands;

namespace Visor;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            return await RunCommand.Run(args[0], Logging.LogFormat.Text, TimeProvider.System);
        }
        catch (VisorException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
    }
}
