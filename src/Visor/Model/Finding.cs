using System.Text.Json.Serialization;

namespace Visor.Model;

/// <summary>What came of looking at one thing that an upgrade needs.</summary>
/// <param name="What">Was looked at, such as <c>config.toml</c>.</param>
/// <param name="Found">In one sentence.</param>
/// <param name="Remedy">What to do; null: nothing, or <paramref name="Found"/> says it.</param>
internal sealed record Finding(CheckOutcome Verdict, string What, string Found, string? Remedy = null)
{
    /// <summary>Whether what was looked at is ready could not be found out.</summary>
    [JsonIgnore]
    public bool IsUnproven { get; init; }

    public static Finding Ok(string what, string found) => new(CheckOutcome.Ok, what, found);

    public static Finding Warning(string what, string found, string? remedy = null) => new(CheckOutcome.Warning, what, found, remedy);

    public static Finding Failure(string what, string found, string? remedy = null) => new(CheckOutcome.Failure, what, found, remedy);
}

internal enum CheckOutcome
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    [JsonStringEnumMemberName("warning")]
    Warning,

    [JsonStringEnumMemberName("failure")]
    Failure,
}
