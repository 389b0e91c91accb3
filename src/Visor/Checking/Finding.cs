namespace Visor.Checking;

/// <summary>What came of looking at one thing that an upgrade needs.</summary>
/// <param name="What">Was looked at, such as <c>config.toml</c>.</param>
/// <param name="Found">In one sentence.</param>
/// <param name="Remedy">What to do; null: nothing, or <paramref name="Found"/> says it.</param>
internal sealed record Finding(Verdict Verdict, string What, string Found, string? Remedy = null);

internal enum Verdict
{
    Ok,
    Warning,
    Failure,
}
