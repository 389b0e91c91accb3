using Visor.Model;
using Visor.Status.Reading;

namespace Visor.Status.Showing;

/// <summary>What <c>visor status</c> shows.</summary>
internal sealed class StatusText(Terminal terminal)
{
    private const int LabelWidth = 11;

    private readonly Palette _palette = new(terminal.IsColoured);

    public IReadOnlyList<string> Lines(StatusSnapshot reading, Health health, DateTimeOffset now)
    {
        var lines = new LabelledLines(LabelWidth, terminal.Width);
        lines.Add("status", Plain(health.Headline), StyleOf(health.Verdict));
        foreach (var problem in health.Problems.Skip(1))
            lines.Add("", Plain(problem.Line), problem.Passes ? _palette.Attention : _palette.Bad);
        if (health.Hold is { } hold)
            lines.Add("hold", Plain(hold), _palette.Attention);
        if (reading.Now is { } status)
            Add(lines, status, now);
        return lines.Lines;
    }

    private void Add(LabelledLines lines, NodeStatus status, DateTimeOffset now)
    {
        lines.Add("visor", status.Visor.Running
            ? $"{Plain(status.Visor.Version)}, pid {status.Visor.Pid}, up {Spans.Age(now - status.Visor.Since)}"
            : $"{Plain(status.Visor.Version)}, not running");
        lines.Add("node", $"{Plain(status.Node.State)}, {Plain(status.Node.Release)}{(status.Node.Reason is { } why ? $": {Plain(why)}" : "")}");
        foreach (var process in status.Node.Processes)
            lines.Add(process.Role.Words, Process(process.Running, now));
        if (status.Node.State is not "ready" && status.LastOutput is { } output)
            Add(lines, output);
        lines.Add("rpc", Plain(status.Node.Rpc));
        lines.Add("block", BlockHeightText.Format(status, now));
        Upgrade(lines, status, now);
        if (status is { Visor.Running: true, Downtime: { } open })
            lines.Add("down", open.SoFar(now).SoFar(), _palette.Attention);
        if (status.LastUpgrade is { } last)
            lines.Add("last", $"{Plain(last.Tag)} at block {last.Height}, {UtcTime.Format(last.At)}{(last.Downtime() is null && status.Downtime is not null ? "" : $", {Downtime.Format(last.Downtime())}")}{(last.Proof is null ? "" : $"; {Plain(last.Proof.Words())}")}");
        if (status.LastDowntime is { } down && down.Downtime() != status.LastUpgrade?.Downtime())
            lines.Add("last down", $"{UtcTime.Format(down.At)}, {Plain(down.Release)} answered: {Downtime.Format(down.Downtime())}");
        lines.Add("config", status.Configuration.Valid ? "valid" : "has errors; Visor keeps using the last valid one", status.Configuration.Valid ? null : _palette.Bad);
        if (status.Notice is { } notice)
            lines.Add("notice", Plain(notice), _palette.Attention);
    }

    private static void Add(LabelledLines lines, LastOutput output)
    {
        lines.Add("exited", $"the {Plain(output.Process)} (pid {output.Pid}), {UtcTime.Format(output.At)}: {Plain(output.Exit)}");
        if (output.Unknown is { } why)
            lines.Add("output", $"unknown: {Plain(why)}");
        else if (output.Lines.IsDefaultOrEmpty)
            lines.Add("output", "none");
        else
            lines.Add("output", string.Join('\n', output.Lines.Select(line => Plain(line))));
    }

    private void Upgrade(LabelledLines lines, NodeStatus status, DateTimeOffset now)
    {
        if (status.Upgrade is { } upgrade)
        {
            var style = upgrade.State switch
            {
                "staged" when status.Hold is null => _palette.Good,
                "notReady" => _palette.Bad,
                _ => _palette.Attention,
            };
            lines.Add("upgrade", Plain(UpgradeText.Line(upgrade, status.Hold, now)), style);
            return;
        }

        lines.Add("upgrade", "none accepted");
    }

    private Func<string, string> StyleOf(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => _palette.Good,
        Verdict.InProgress => _palette.Attention,
        _ => _palette.Bad,
    };

    private static string Process(ProcessStatus? process, DateTimeOffset now) => process is null
        ? "not running"
        : $"pid {process.Pid}, up {Spans.Age(now - process.Since)}, {process.Restarts} restart{(process.Restarts == 1 ? "" : "s")}";

    // Whatever stands in the file, no line of it may do anything to a terminal.
    private static string Plain(string text) => PlainText.Paragraph(text, 2000);
}
