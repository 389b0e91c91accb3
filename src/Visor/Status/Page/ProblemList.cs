using Visor.Model;

namespace Visor.Status.Page;

/// <summary>What an operator has to act on or should know, worst first.</summary>
internal static class ProblemList
{
    public static Html Render(NodeStatus status)
    {
        List<Html> items = [];
        if (status.StartAgain is { } again)
            items.Add(Item("bad", "Given up", $"the node is down; fix the cause, then start it again: {again}"));
        if (status.Node.State is not "ready" && status.LastOutput is { } output)
            items.Add(LastLines(output));
        if (status.Alert is { } alert)
            items.Add(Item("bad", "Alert", alert));
        if (status.Drift is { } drift)
            items.Add(Item("bad", "Restart", drift));
        if (status.Journal is { } journal)
            items.Add(Item("bad", "Journal", $"{journal}; upgrades are blocked until it is writable"));
        items.AddRange(status.Configuration.Errors.Select(e => Item("warn", "Configuration", $"{e}; Visor keeps using the last valid one")));
        if (status.Hold is { } hold)
            items.Add(Item("warn", "Hold", $"{(hold.Length == 0 ? "no reason given" : hold)}; no switch until visor resume"));
        if (status.Notice is { } notice)
            items.Add(Item("calm", "Notice", notice));
        return items.Count == 0 ? Html.Nothing : Html.Of($"<ul class=\"problems\" aria-label=\"What needs attention\">{Html.Join(items)}</ul>");
    }

    private static Html LastLines(LastOutput output) => Html.Of(
        $"<li class=\"bad\"><strong>Last output</strong>of {output.Who}, {output.Exit}{(output.Unknown is { } why ? Html.Of($": unknown, {why}") : Html.Of($":<pre>{Html.Join(output.Lines.Select(line => Html.Of($"{line}\n")))}</pre>"))}</li>");

    private static Html Item(string tone, string what, string text) => Html.Of($"<li class=\"{tone}\"><strong>{what}</strong>{text}</li>");
}
