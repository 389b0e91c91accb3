using System.Globalization;
using Visor.Model;
using Visor.Processes;

namespace Visor.Status.Page;

/// <summary>The processes of the node, and what each session uses.</summary>
internal static class ProcessRows
{
    private const string Unknown = "unknown";

    /// <param name="usage">What each process uses; one that is missing not running, or may not be looked at.</param>
    public static Html Render(NodeStatus status, NodeUsage usage, ProcessorShares shares, DateTimeOffset now)
    {
        var rows = Html.Join(status.Node.Processes.Select(process => Row(process, usage.Of(process.Role), shares, now)));
        return Html.Of($"""
            <h2 id="processes-title">Processes</h2>
            <table class="stacked">
            <caption>Each with everything it has started; processor time as a share of one core since the last look</caption>
            <thead><tr><th scope="col">Process</th><th scope="col">pid</th><th scope="col">Age</th><th scope="col">Restarts</th><th scope="col">Memory</th><th scope="col">Processor</th></tr></thead>
            <tbody>{rows}</tbody>
            </table>
            """);
    }

    private static Html Row(NodeProcess process, ResourceUsage? usage, ProcessorShares shares, DateTimeOffset now) => process.Running is not { } running
        ? Html.Of($"<tr><th scope=\"row\">{process.Role.Title}</th><td colspan=\"5\">not running</td></tr>")
        : Html.Of($"""
            <tr><th scope="row">{process.Role.Title}</th><td data-label="pid">{running.Pid}</td><td data-label="age">{Spans.Age(now - running.Since)}</td><td data-label="restarts">{running.Restarts}</td><td data-label="memory">{(usage is null ? Unknown : ByteSize.Format(usage.ResidentBytes))}</td><td data-label="processor">{(usage is null ? Unknown : Percent(shares.Of(process.Role, running, usage.Cpu)))}</td></tr>
            """);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");
}
