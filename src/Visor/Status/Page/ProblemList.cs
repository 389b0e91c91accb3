using Visor.Model;

namespace Visor.Status.Page;

/// <summary>What an operator has to act on or should know, worst first.</summary>
internal static class ProblemList
{
    /// <param name="health">Its first problem is the headline, and stands here no second time.</param>
    public static Html Render(NodeStatus status, Health health)
    {
        List<Html> items = [.. health.Problems.Skip(1).Select(p => Item(p.Passes || p.Area is HealthArea.Configuration ? "warn" : "bad", p.Area.ToString(), p.Line))];
        if (status.Node.State is not "ready" && status.LastOutput is { } output)
            items.Insert(0, LastLines(output));
        if (health.Hold is { } hold)
            items.Add(Item("warn", "Hold", hold));
        if (status.Notice is { } notice)
            items.Add(Item("calm", "Notice", notice));
        return items.Count == 0 ? Html.Nothing : Html.Of($"<ul class=\"problems\" aria-label=\"What needs attention\">{Html.Join(items)}</ul>");
    }

    private static Html LastLines(LastOutput output) => Html.Of(
        $"<li class=\"bad\"><strong>Last output</strong>of {output.Who}, {output.Exit}{(output.Unknown is { } why ? Html.Of($": unknown, {why}") : Html.Of($":<pre>{Html.Join(output.Lines.Select(line => Html.Of($"{line}\n")))}</pre>"))}</li>");

    private static Html Item(string tone, string what, string text) => Html.Of($"<li class=\"{tone}\"><strong>{what}</strong>{text}</li>");
}
