using System.Globalization;
using Spectre.Console;

namespace Visor.Demo;

/// <summary>A live table on a terminal, and one line a change everywhere else.</summary>
internal static class Screen
{
    private static bool IsTerminal => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    public static void Say(string text) => Console.WriteLine(text);

    /// <param name="watch">Gets what shows the nodes as they are, and ends when there is no more to see.</param>
    public static async Task Show(IReadOnlyList<DemoNode> nodes, Func<Action<IReadOnlyList<NodeView>>, Task> watch)
    {
        var upgrades = Network.Steps.Skip(1).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Release} after block {s.Height}"));
        Say($"{nodes.Count} nodes of one chain start with {Network.Steps[0].Release} and agree on {string.Join(" and ", upgrades)}.");
        Say("This takes about 25 s. Ctrl-C stops the nodes and cleans up.");
        Say("Down: from SIGTERM to the spawn of the new core = the node's own stop + what Visor adds.");
        if (!IsTerminal)
        {
            await watch(new PlainLines(TimeProvider.System).Show);
            return;
        }

        await AnsiConsole.Live(LiveTable.Of([])).StartAsync(context => watch(views =>
        {
            context.UpdateTarget(LiveTable.Of(views));
            context.Refresh();
        }));
    }
}
