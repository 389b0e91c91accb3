using System.CommandLine;
using Visor.Model;
using Visor.Status.Fleet;

namespace Visor.Commands;

/// <summary><c>visor status --url URL…</c>: one look at the nodes of other machines.</summary>
internal static class FleetStatus
{
    public static Option<string[]> Option() => new("--url")
    {
        Description = "Ask the status page of another machine instead, such as http://validator:9480. Several give one table. Exit code 0: every node is ready.",
        HelpName = "URL",
    };

    /// <summary>Whether the command line asks for it.</summary>
    /// <exception cref="VisorException">It asks for something else too.</exception>
    public static bool IsAskedFor(string[]? urls, bool watches, bool hasHome) => urls is { Length: > 0 } && (watches, hasHome) switch
    {
        (true, _) => throw new VisorException(ExitCodes.Usage, "--watch is for one home; `watch visor status --url URL` repeats the table"),
        (_, true) => throw new VisorException(ExitCodes.Usage, "--url asks other machines and --home looks at this one; give one of them"),
        _ => true,
    };

    /// <returns>The exit code.</returns>
    public static async Task<int> Show(IEnumerable<string> urls, bool asJson, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        PageAddress[] addresses = [.. urls.Select(PageAddress.Parse)];
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var signals = new EndingSignals(ended.Cancel);
        using var reader = new FleetReader(time);
        var nodes = await reader.Read(addresses, ended.Token);
        foreach (var line in asJson ? [FleetReport.Json(nodes)] : FleetTable.Lines(nodes, time.GetUtcNow()))
            await output.WriteLineAsync(line);
        return nodes.All(n => n.IsReady) ? ExitCodes.Success : ExitCodes.Failed;
    }
}
