using System.Text.Json;
using Visor.SimulatedNode.Processes;
using Visor.SimulatedNode.Verbs;

namespace Visor.SimulatedNode;

internal static class Program
{
    private static int Main(string[] args)
    {
        // Before anything else: this is the moment the tests compare with the end of the process before.
        var started = Stamp.Take();
        try
        {
            return args is ["install", ..] ? Install.Run(args[1..]) : Run(Invocation.Parse(args), started);
        }
        catch (Exception e) when (e is NodeFailedException or IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine($"Error: {e.Message}");
            return 1;
        }
    }

    private static int Run(Invocation invocation, Stamp started) => invocation.Words switch
    {
        ["version", ..] => VersionVerb.Run(invocation),
        ["start" or "node", ..] => StartVerb.Core(invocation, started),
        ["datanode", "start" or "node", ..] => StartVerb.DataNode(invocation, started),
        ["datanode", "network-history", "latest-history-segment", ..] or ["network-history", "latest-history-segment", ..] =>
            HistoryVerb.Run(invocation, started),
        _ => throw new NodeFailedException(
            $"unknown command \"{string.Join(' ', invocation.Words)}\" for \"vega\": known are install, version, start, datanode start, "
            + "datanode network-history latest-history-segment"),
    };
}
