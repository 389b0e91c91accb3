using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>An operator's order not to switch to another release.</summary>
/// <param name="Reason">In one line.</param>
/// <param name="By">Who has given it; null: not known.</param>
/// <param name="Since">When, to the second; null: not known.</param>
internal sealed record OperatorHold(string Reason, string? By, DateTimeOffset? Since)
{
    /// <summary>Such as <c>held by alice (uid 1000) since 2026-03-04T12:00:00Z: waiting for the team</c>.</summary>
    [JsonIgnore]
    public string Words => $"held by {By ?? "an unknown user"} since {(Since is { } since ? UtcTime.Format(since) : "an unknown time")}: {Reason}";

    /// <summary>Whether it is the same order, by whatever file: a file that is only touched again is no news.</summary>
    public bool IsSameOrder(OperatorHold? other) =>
        other is not null && string.Equals(Reason, other.Reason, StringComparison.Ordinal) && string.Equals(By, other.By, StringComparison.Ordinal);
}
