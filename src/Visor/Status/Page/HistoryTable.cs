using System.Collections.Immutable;
using Visor.History;

namespace Visor.Status.Page;

/// <summary>The timeline for those who read rather than look.</summary>
internal static class HistoryTable
{
    private const int MaxEvents = 100;

    public static Html Render(ImmutableArray<HistoryEvent> episodes)
    {
        if (episodes.IsEmpty)
            return Html.Of($"<p>The journal is empty.</p>");
        var caption = episodes.Length > MaxEvents ? $"The last {MaxEvents} of {episodes.Length}, newest first; visor history shows all" : "Newest first";
        return Html.Of($"""
            <table class="words">
            <caption>{caption}</caption>
            <thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Detail</th><th scope="col">Downtime</th></tr></thead>
            <tbody>{Html.Join(episodes.Reverse().Take(MaxEvents).Select(Row))}</tbody>
            </table>
            """);
    }

    private static Html Row(HistoryEvent episode)
    {
        var words = HistoryEventText.Describe(episode);
        return Html.Of($"<tr><th scope=\"row\">{TimeElement.Render(episode.At)}</th><td>{words.What}</td><td>{words.Detail}</td><td>{words.Down ?? ""}</td></tr>");
    }
}
