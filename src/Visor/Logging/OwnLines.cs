using System.Text.RegularExpressions;

namespace Visor.Logging;

/// <summary>Tells Visor's own lines from those of its node where both are written to one file.</summary>
internal static partial class OwnLines
{
    /// <summary>Whether a line is one of <see cref="LineFormatter"/> or <see cref="JsonLineFormatter"/>.</summary>
    public static bool Has(string line) => Pattern().IsMatch(line);

    [GeneratedRegex("""^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (fatal|error|warn |info |debug) |<[2-7]>(fatal|error|warn |info |debug) |\{"time":"[^"]*","level":"[a-z]*","release":")""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
