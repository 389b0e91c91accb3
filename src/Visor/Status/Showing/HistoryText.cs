using Visor.History;
using Visor.Model;

namespace Visor.Status.Showing;

/// <summary>What <c>visor history</c> shows: a line an episode, oldest first, under the moment it began.</summary>
internal sealed class HistoryText(Terminal terminal)
{
    private const int MomentWidth = 22;

    private readonly Palette _palette = new(terminal.IsColoured);

    public IReadOnlyList<string> Lines(IEnumerable<HistoryEvent> episodes)
    {
        var lines = new LabelledLines(MomentWidth, terminal.Width);
        foreach (var episode in episodes)
            lines.Add(UtcTime.Format(episode.At), PlainText.Excerpt(Words(episode), 2000), StyleOf(episode));
        return lines.Lines;
    }

    private static string Words(HistoryEvent episode) => episode switch
    {
        HistoryEvent.SupervisorStarted e => $"Visor {e.Version} started",
        HistoryEvent.Selected e => $"{e.Tag} selected: {e.Why}",
        HistoryEvent.Upgrade { SwitchedAt: null } e => $"upgrade{From(e)} to {e.Tag} was due at block {e.Height}; not switched",
        HistoryEvent.Upgrade e => $"upgraded{From(e)} to {e.Tag} at block {e.Height}: {Down(e.Downtime, e.UntilReady)}{(e.Proof is null ? "" : $"; {e.Proof.Words()}")}",
        HistoryEvent.Switch e => $"{(e.SwitchedAt is null ? "switch" : "switched")}{From(e.From)} to {e.Tag}{(e.Height is { } height ? $" from block {height}" : "")}, ordered by {e.By}{Because(e)}: "
            + (e.SwitchedAt is null ? "not carried out" : Down(e.Downtime, e.UntilReady)),
        HistoryEvent.Resolved e => $"mismatch settled with {e.Word} by {e.By}{(e.Found is null ? "" : $": {e.Found}")}",
        HistoryEvent.Restart { IsAnswered: false, IsUnderWay: true } e => $"restart of {e.Tag} under way: {e.Reason}",
        HistoryEvent.Restart { IsAnswered: false, IsMade: false } e => $"{e.Tag} failed; no restart was recorded: {e.Reason}",
        HistoryEvent.Restart e => $"restarted {e.Tag}: {Down(e.Downtime, e.UntilReady)}: {e.Reason}",
        HistoryEvent.Failure e => $"gave up: {(e.Downtime is null ? "" : $"{Downtime.Format(e.Downtime)}: ")}{e.Reason}",
        HistoryEvent.Stop e => $"stopped {e.Tag} on request{(e.Downtime is { } down ? $", for {Spans.Format(down)}" : "")}",
        HistoryEvent.Held e => new OperatorHold(e.Reason, e.By, e.Since).Words,
        HistoryEvent.HoldLifted e => $"hold released by {e.By ?? "an unknown user"} ({e.Reason})",
        HistoryEvent.Handover e => $"handed over; {e.Tag} kept running",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string From(HistoryEvent.Upgrade upgrade) => From(upgrade.From);

    private static string From(string tag) => tag.Length == 0 ? "" : $" from {tag}";

    private static string Because(HistoryEvent.Switch word) =>
        $"{(word.Reason is null ? "" : $" ({word.Reason})")}{(word.CalledOff is null ? "" : $", calling off the upgrade to {word.CalledOff}")}";

    private static string Down(Downtime? downtime, TimeSpan? untilReady) => downtime is null && untilReady is null ? "not seen to answer" : Downtime.Format(downtime);

    private Func<string, string>? StyleOf(HistoryEvent episode) => episode switch
    {
        HistoryEvent.Upgrade { SwitchedAt: not null } => _palette.Good,
        HistoryEvent.Switch or HistoryEvent.Resolved or HistoryEvent.Held => _palette.Attention,
        HistoryEvent.Restart or HistoryEvent.Upgrade => _palette.Attention,
        HistoryEvent.Failure => _palette.Bad,
        _ => null,
    };
}
