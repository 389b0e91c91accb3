using Visor.Commands;

namespace Visor;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            return await VisorCommand.Invoke(arguments, Console.Out, Console.Error, Environment.GetEnvironmentVariable);
        }
        catch (VisorException e)
        {
            foreach (var line in e.Message.Split('\n'))
                await Console.Error.WriteLineAsync($"visor: {line}");
            return e.ExitCode;
        }
        catch (Exception e)
        {
            // The outermost boundary. What arrives here is a fault of Visor itself: nothing an operator could mend.
            await Console.Error.WriteLineAsync(
                $"visor: unexpected {e.GetType().Name}: {PlainText.Excerpt(e.Message)}; this is a fault of Visor, please report it with this line and the log before it");
            return ExitCodes.Failed;
        }
    }
}
