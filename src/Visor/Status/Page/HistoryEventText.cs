using Visor.History;
using Visor.Model;

namespace Visor.Status.Page;

/// <summary>What happened, in the words of the page.</summary>
/// <param name="What">One word or two.</param>
/// <param name="Detail">Why, or from where to where.</param>
/// <param name="Down">How long the node was down for it, such as <c>downtime 0.4 s (…)</c>; null: not at all, or not known.</param>
internal sealed record HistoryEventText(string What, string Detail, string? Down)
{
    public static HistoryEventText Describe(HistoryEvent episode) => episode switch
    {
        HistoryEvent.SupervisorStarted e => new("Visor started", e.Version, null),
        HistoryEvent.Selected e => new("Release selected", With(e.Tag, e.Why), null),
        HistoryEvent.Upgrade e => new(
            e.SwitchedAt is null ? "Upgrade due" : "Upgrade", $"{(e.From.Length == 0 ? "" : $"{e.From} to ")}{e.Tag} at block {e.Height}", Words(e.Downtime)),
        HistoryEvent.Switch e => new(
            e.SwitchedAt is null ? "Switch ordered" : "Switch",
            $"{(e.From.Length == 0 ? "" : $"{e.From} to ")}{e.Tag}, ordered by {e.By}{(e.Reason is null ? "" : $": {e.Reason}")}{(e.CalledOff is null ? "" : $"; calling off the upgrade to {e.CalledOff}")}",
            Words(e.Downtime)),
        HistoryEvent.Resolved e => new("Mismatch settled", $"{e.Word}, by {e.By}{(e.Found is null ? "" : $": {e.Found}")}", null),
        HistoryEvent.Restart { IsAnswered: false, IsUnderWay: true } e => new("Restart under way", With(e.Tag, e.Reason), null),
        HistoryEvent.Restart { IsAnswered: false, IsMade: true } e => new("Restart", With(e.Tag, e.Reason), "not seen to answer"),
        HistoryEvent.Restart { IsAnswered: false } e => new("Failure", With(e.Tag, e.Reason), null),
        HistoryEvent.Restart e => new("Restart", With(e.Tag, e.Reason), Words(e.Downtime)),
        HistoryEvent.Failure e => new("Given up", With(e.Tag, e.Reason), Words(e.Downtime)),
        HistoryEvent.Stop e => new("Stop", With(e.Tag, "on request"), e.Downtime is { } down ? $"for {Spans.Format(down)}" : null),
        HistoryEvent.Held e => new("Held", new OperatorHold(e.Reason, e.By, e.Since).Words, null),
        HistoryEvent.HoldLifted e => new("Hold released", $"by {e.By ?? "an unknown user"}: {e.Reason}", null),
        HistoryEvent.Handover e => new("Handover", With(e.Tag, "left running for the next Visor"), null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>For the tooltip of a mark.</summary>
    public string Sentence(DateTimeOffset at) => $"{What}, {UtcTime.Format(at)}: {Detail}{(Down is null ? "" : $", {Down}")}";

    private static string? Words(Downtime? downtime) => downtime is null ? null : Downtime.Format(downtime);

    private static string With(string tag, string text) => (tag.Length, text.Length) switch
    {
        (0, _) => text,
        (_, 0) => tag,
        _ => $"{tag}: {text}",
    };
}
