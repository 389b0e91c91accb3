using Visor.Supervision.History;

namespace Visor.Status.Showing;

/// <summary>What <c>visor history</c> shows: a line an episode, oldest first, under the moment it began.</summary>
internal sealed class HistoryText(Terminal terminal)
{
    private const int MomentWidth = 22;

    private readonly Palette _palette = new(terminal.IsColoured);

    public IReadOnlyList<string> Lines(IEnumerable<Episode> episodes)
    {
        var lines = new LabelledLines(MomentWidth, terminal.Width);
        foreach (var episode in episodes)
            lines.Add(Moments.Of(episode.At), PlainText.Excerpt(Words(episode), 2000), StyleOf(episode));
        return lines.Lines;
    }

    private static string Words(Episode episode) => episode switch
    {
        Episode.VisorBegan e => $"Visor {e.Version} began",
        Episode.Selected e => $"{e.Tag} was chosen: {e.Why}",
        Episode.Upgrade { SwitchedAt: null } e => $"upgrade{From(e)} to {e.Tag} was due at block {e.Height} and has not been switched to",
        Episode.Upgrade e => $"upgraded{From(e)} to {e.Tag} at block {e.Height}: {Down(e.Downtime)}, {Ready(e.UntilReady, "after it was due")}",
        Episode.Switch e => $"{(e.SwitchedAt is null ? "switch" : "switched")}{From(e.From)} to {e.Tag}{(e.Height is { } height ? $" from the snapshot of block {height}" : "")}, by the word of {e.By}{Because(e)}: "
            + (e.SwitchedAt is null ? "not carried out" : $"{Down(e.Downtime)}, {Ready(e.UntilReady, "after the word")}"),
        Episode.Resolved e => $"contradiction settled with {e.Word} by {e.By}{(e.Found is null ? "" : $": {e.Found}")}",
        Episode.Restart { Downtime: null, UntilReady: null } e => $"{e.Tag} failed and was not seen started again: {e.Reason}",
        Episode.Restart e => $"restarted {e.Tag}: {Down(e.Downtime)}, {Ready(e.UntilReady, "after the failure")}: {e.Reason}",
        Episode.Failure e => $"given up: {e.Reason}",
        Episode.Stop e => $"stopped {e.Tag} as asked{(e.Downtime is { } down ? $", for {Spans.Of(down)}" : "")}",
        Episode.Handover e => $"handed over while {e.Tag} runs on",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string From(Episode.Upgrade upgrade) => From(upgrade.From);

    private static string From(string tag) => tag.Length == 0 ? "" : $" from {tag}";

    private static string Because(Episode.Switch word) =>
        $"{(word.Reason is null ? "" : $" ({word.Reason})")}{(word.CalledOff is null ? "" : $", the upgrade to {word.CalledOff} being called off")}";

    private static string Down(TimeSpan? downtime) => downtime is { } down ? $"down {Spans.Of(down)}" : "down for an unknown time";

    private static string Ready(TimeSpan? untilReady, string after) => untilReady is { } ready ? $"ready {Spans.Of(ready)} {after}" : "not seen ready";

    private Func<string, string>? StyleOf(Episode episode) => episode switch
    {
        Episode.Upgrade { SwitchedAt: not null } => _palette.Good,
        Episode.Switch or Episode.Resolved => _palette.Attention,
        Episode.Restart or Episode.Upgrade => _palette.Attention,
        Episode.Failure => _palette.Bad,
        _ => null,
    };
}
