using System.Collections.Immutable;

namespace Visor.Chains.Cosmos.Cosmovisor;

/// <summary>The words for how Cosmovisor's log lines show the time.</summary>
internal static class TimeFormats
{
    public const string Kitchen = "kitchen";

    public static readonly ImmutableArray<string> Words =
    [
        "layout", "ansic", "unixdate", "rubydate", "rfc822", "rfc822z", "rfc850", "rfc1123", "rfc1123z", "rfc3339", "rfc3339nano", Kitchen,
    ];

    /// <param name="text">Empty: no time is shown.</param>
    public static bool Has(string text) => text.Length == 0 || Words.Contains(text, StringComparer.Ordinal);
}
