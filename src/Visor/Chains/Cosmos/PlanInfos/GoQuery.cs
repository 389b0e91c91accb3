using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Visor.Chains.Cosmos.PlanInfos;

/// <summary>The query of an address, as Go's url.Values reads and writes it.</summary>
internal sealed class GoQuery
{
    private readonly ImmutableArray<(string Key, string Value)> _pairs;

    private GoQuery(ImmutableArray<(string Key, string Value)> pairs) => _pairs = pairs;

    /// <param name="raw">Without the question mark. What is malformed is left out.</param>
    public static GoQuery Parse(string raw)
    {
        var pairs = ImmutableArray.CreateBuilder<(string Key, string Value)>();
        foreach (var part in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var halves = part.Split('=', 2);
            if (!part.Contains(';', StringComparison.Ordinal) && GoUrl.HasSoundEscapes(part))
                pairs.Add((Unescape(halves[0]), halves.Length == 2 ? Unescape(halves[1]) : ""));
        }

        return new GoQuery(pairs.ToImmutable());
    }

    /// <summary>The first value; empty: there is none.</summary>
    public string this[string key] => _pairs.FirstOrDefault(p => string.Equals(p.Key, key, StringComparison.Ordinal)).Value ?? "";

    public GoQuery Without(params string[] keys) => new(_pairs.RemoveAll(p => keys.Contains(p.Key, StringComparer.Ordinal)));

    /// <summary>Sorted by key.</summary>
    public override string ToString() =>
        string.Join('&', _pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{Escape(p.Key)}={Escape(p.Value)}"));

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet == ' ')
                escaped.Append('+');
            else if (char.IsAsciiLetterOrDigit((char)octet) || "-_.~".Contains((char)octet, StringComparison.Ordinal))
                escaped.Append((char)octet);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return escaped.ToString();
    }
}
