using System.Globalization;
using Visor.SimulatedCosmosNode.Home;

namespace Visor.SimulatedCosmosNode.Processes;

/// <summary>The log of a node on stdout: coloured without a terminal, as the real one's, or JSON.</summary>
internal sealed class Log(Ending ending, bool json, bool plain)
{
    public void Info(string message, string module = "server") => Write("info", "INF", "32", message, module);

    public void Error(string message, string module = "server") => Write("error", "ERR", "1m\u001b[31", message, module);

    private void Write(string level, string word, string colour, string message, string module)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (json)
        {
            Say($$"""{"level":"{{level}}","module":"{{module}}","time":"{{now.ToString("O", CultureInfo.InvariantCulture)}}","message":{{GoJson.Quote(message)}}}""");
            return;
        }

        var time = now.ToString("h:mmtt", CultureInfo.InvariantCulture);
        Say(plain ? $"{time} {word} {message} module={module}" : $"\u001b[90m{time}\u001b[0m \u001b[{colour}m{word}\u001b[0m {message} \u001b[36mmodule=\u001b[0m{module}");
    }

    // A Go program dies when nobody reads its standard output any more.
    private void Say(string line)
    {
        if (!StandardOutput.Write(line + "\n"))
            ending.Die(StandardOutput.SigPipe, "nobody reads its output");
    }
}
