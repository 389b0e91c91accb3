namespace Visor.Demo;

internal static class Program
{
    private const int Failed = 1;
    private const int Usage = 64;

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ([] or ["vega"] or ["cosmos"]))
        {
            await Console.Error.WriteLineAsync("usage: dotnet run --project samples/Demo [-- vega|cosmos]");
            return Usage;
        }

        using var interruption = new Interruption();
        using var folder = new DemoFolder();
        try
        {
            var problems = arguments is ["cosmos"]
                ? await Cosmos.CosmosDemonstration.Run(folder, interruption.Token)
                : await Demonstration.Run(folder, interruption.Token);
            if (problems.Count == 0)
                return 0;
            folder.Keep();
            Report.Write(problems, folder.Path);
            return Failed;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && interruption.Token.IsCancellationRequested)
        {
            // A terminal that was closed takes no more words, and answers the last one with an error.
            if (!interruption.TerminalIsGone)
                await Console.Error.WriteLineAsync("Interrupted: all nodes are stopped.");
            return interruption.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            folder.Keep();
            Report.Write([new Problem("demo", e.Message, LogFile: null)], folder.Path);
            return Failed;
        }
    }
}
