using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Visor.Chains.Cosmos.Json;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>The fields of an <c>upgrade-info.json</c> as they come; null leaves what was there before.</summary>
internal sealed partial class UpgradeInfoFields
{
    private const int TimeoutMs = 1000;

    public string Name { get; private set; } = "";

    /// <summary>0: none has come.</summary>
    public long Height { get; private set; }

    public string Info { get; private set; } = "";

    public bool HasTextHeight { get; private set; }

    /// <param name="reader">At the value; afterwards at its end.</param>
    /// <returns>What is wrong with it, to follow the path of the file, or null.</returns>
    public string? Take(string key, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
            return null;
        if (GoJson.IsField(key, "name"))
            return TakeText("name", ref reader, text => Name = text);
        if (GoJson.IsField(key, "info"))
            return TakeText("info", ref reader, text => Info = text);
        if (GoJson.IsField(key, "height"))
            return TakeHeight(ref reader);
        if (GoJson.IsField(key, "time"))
            return IsZeroTime(ref reader) ? null : "has a time, and no node starts with one: upgrades by time are gone from the SDK";
        if (GoJson.IsField(key, "upgraded_client_state"))
            return "has an upgraded client state, and no node starts with one: it is gone from the SDK";
        reader.Skip();
        return null;
    }

    private static string? TakeText(string field, ref Utf8JsonReader reader, Action<string> take)
    {
        if (reader.TokenType is not JsonTokenType.String)
            return $"has {UpgradeInfoParser.Kind(reader.TokenType)} as its {field}, not a text";
        take(GoJson.Text(ref reader));
        return null;
    }

    private string? TakeHeight(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
            return $"has {UpgradeInfoParser.Kind(reader.TokenType)} as its height, not a number";
        HasTextHeight = reader.TokenType is JsonTokenType.String;
        var digits = HasTextHeight ? GoJson.Text(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan);
        if (!WholeNumber().IsMatch(digits) || !long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var height))
            return $"has the height {Visor.Model.PlainText.Excerpt(digits, 40)}, which is not a whole number of 64 bits";
        Height = height;
        return null;
    }

    private static bool IsZeroTime(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && ZeroTime().IsMatch(GoJson.Text(ref reader));

    [GeneratedRegex("^-?(0|[1-9][0-9]*)\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex WholeNumber();

    // The zero of Go's time, in the spellings of UTC.
    [GeneratedRegex("^0001-01-01T00:00:00(\\.0+)?(Z|[+-]00:00)\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex ZeroTime();
}
