namespace Visor.Model;

/// <summary>How far an upgrade is, in the words that people look for: READY, NOT READY, DUE, HELD.</summary>
internal static class UpgradeText
{
    /// <param name="hold">The operator's reason to wait although nothing is due yet; null: none.</param>
    public static string Format(PlanStatus upgrade, string? hold) => upgrade.State switch
    {
        "staged" when hold is not null => $"READY, and HELD: {hold}",
        "staged" => "READY",
        "staging" => With("being made ready", upgrade.Reason, ", "),
        "notReady" => With("NOT READY", upgrade.Reason, ": "),
        "held" => With("DUE and HELD", upgrade.Reason, ": "),
        _ => upgrade.Reason is { } missing ? $"DUE and NOT READY: {missing}" : "DUE",
    };

    /// <summary>Such as <c>v0.76.0 at block 1034000, in about 3 h: READY</c>.</summary>
    public static string Line(PlanStatus upgrade, string? hold, DateTimeOffset now) =>
        $"{upgrade.Tag} at block {upgrade.Height}{(upgrade.Eta is { } eta && eta > now ? $", in about {Spans.Rough(eta - now)}" : "")}: {Format(upgrade, hold)}";

    private static string With(string word, string? reason, string between) => reason is null ? word : word + between + reason;
}
