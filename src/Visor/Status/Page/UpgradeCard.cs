using Visor.Model;

namespace Visor.Status.Page;

/// <summary>The upgrade that comes: which, where, when, and whether this node is ready for it. Below it the last one.</summary>
internal static class UpgradeCard
{
    public static Html Render(NodeStatus status, DateTimeOffset now)
    {
        var next = status.Upgrade is { } upgrade
            ? Next(upgrade, status, now)
            : Html.Of($"<p>No upgrade is accepted.</p>");
        return Html.Of($"<h2 id=\"upgrade-title\">Upgrade</h2>{next}{SoFar(status.Downtime, now)}{Last(status.LastUpgrade, status.Downtime)}");
    }

    private static Html Next(PlanStatus upgrade, NodeStatus status, DateTimeOffset now)
    {
        var (tone, word) = upgrade.State switch
        {
            "staged" => (Tone.Good, "READY"),
            "notReady" => (Tone.Bad, "NOT READY"),
            "held" => (Tone.Bad, "HELD"),
            "due" => (upgrade.Reason is null ? Tone.Warn : Tone.Bad, upgrade.Reason is null ? "DUE" : "DUE, NOT READY"),
            "staging" => (Tone.Warn, "NOT READY YET"),
            _ => (Tone.Calm, upgrade.State.ToUpperInvariant()),
        };
        var held = status.Hold is not null && upgrade.State is not "held" ? Tones.Badge(Tone.Warn, "HOLD") : Html.Nothing;
        var reason = upgrade.Reason ?? (upgrade.State is "staging" ? "Visor is preparing it" : null);
        return Html.Of($"""
            <div class="headline"><span class="tag">{upgrade.Tag}</span>{Tones.Badge(tone, word)}{held}</div>
            <p>at block {upgrade.Height}{Left(upgrade, status, now)}</p>
            <p class="countdown">{Countdown(upgrade, now)}</p>
            {(reason is null ? Html.Nothing : Html.Of($"<p class=\"why\">{reason}</p>"))}
            """);
    }

    // The block of an upgrade that is due has come, also where the height was read before.
    private static Html Left(PlanStatus upgrade, NodeStatus status, DateTimeOffset now) => status.Node.Height switch
    {
        { } at when at < upgrade.Height && upgrade.State is not ("due" or "held") && !BlockHeightText.IsOld(status, now) => Html.Of($", {upgrade.Height - at} blocks to go from {at}"),
        _ => Html.Nothing,
    };

    private static Html Countdown(PlanStatus upgrade, DateTimeOffset now) => upgrade switch
    {
        { State: "due" or "held" } => Html.Of($"now: the node has reached this block"),
        { Eta: { } eta } => Html.Of($"""
            <span data-until="{UtcTime.Format(eta)}">{(eta > now ? $"in about {Spans.Age(eta - now)}" : "any moment")}</span> <small class="soft">{TimeElement.Render(eta)}</small>
            """),
        _ => Html.Of($"<small class=\"soft\">time unknown</small>"),
    };

    private static Html Last(LastUpgradeStatus? last, DowntimeStatus? open) => last is null ? Html.Nothing : Html.Of($"""
        <p class="last"><span class="soft">Last upgrade</span> {last.Tag} at block {last.Height}, {TimeElement.Render(last.At)}{Words(last.Downtime(), open)}{(last.Proof is null ? Html.Nothing : Html.Of($"; {last.Proof.Words()}"))}</p>
        """);

    private static Html Words(Downtime? last, DowntimeStatus? open) => last is null && open is not null ? Html.Nothing : Html.Of($", {Downtime.Format(last)}");

    private static Html SoFar(DowntimeStatus? open, DateTimeOffset now) => open is null ? Html.Nothing : Html.Of($"<p class=\"why\">{open.SoFar(now).SoFar()}</p>");
}
