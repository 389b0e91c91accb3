using System.Globalization;
using Visor.Model;

namespace Visor.Status.Page;

/// <summary>The processes of the node, and what each session uses.</summary>
internal static class ProcessRows
{
    /// <param name="use">What each process uses; null: it does not run, or may not be looked at.</param>
    public static Html Render(NodeStatus status, Func<NodeProcess, ProcessUse?> use, DateTimeOffset now)
    {
        var rows = Html.Join(status.Node.Processes.Select(process => Row(process.Role.Title, process.Running, use(process), now)));
        return Html.Of($"""
            <h2 id="processes-title">Processes</h2>
            <table class="stacked">
            <caption>Each with everything it has started; processor time as a share of one core since the last look</caption>
            <thead><tr><th scope="col">Process</th><th scope="col">pid</th><th scope="col">Age</th><th scope="col">Restarts</th><th scope="col">Memory</th><th scope="col">Processor</th></tr></thead>
            <tbody>{rows}</tbody>
            </table>
            """);
    }

    private static Html Row(string name, ProcessStatus? process, ProcessUse? use, DateTimeOffset now) => process is null
        ? Html.Of($"<tr><th scope=\"row\">{name}</th><td colspan=\"5\">not running</td></tr>")
        : Html.Of($"""
            <tr><th scope="row">{name}</th><td data-label="pid">{process.Pid}</td><td data-label="age">{Moment.Span(now - process.Since)}</td><td data-label="restarts">{process.Restarts}</td><td data-label="memory">{Memory(use)}</td><td data-label="processor">{Share(use)}</td></tr>
            """);

    private static string Memory(ProcessUse? use) => use is null ? "unknown" : ByteSize.Format(use.Memory);

    private static string Share(ProcessUse? use) => use is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{use.Share * 100:0.0} %");
}
