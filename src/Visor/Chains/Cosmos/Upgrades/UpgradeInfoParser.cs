using System.Globalization;
using System.Text.Json;
using Visor.Chains.Cosmos.Json;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>
/// Reads <c>upgrade-info.json</c> as the chain's own programs do (keys in any case, the last of two counts, null says nothing), and refuses what they
/// refuse when they start: no name, no height, a time, a client state.
/// </summary>
internal static class UpgradeInfoParser
{
    internal const string WhoWroteIt =
        "the node writes it anew when it reaches its upgrade; if it was written by hand or by a script, delete it";

    public static UpgradeInfoReading Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return Refused($"is empty: it is just being written, or a power failure has emptied it; {WhoWroteIt}") with { IsEmpty = true };
        if (GoJson.Problem(bytes) is { } problem)
            return Refused($"{problem}: it is just being written, or was not written by the node; {WhoWroteIt}");
        var reader = GoJson.Reader(bytes);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
            return Refused($"is {Kind(reader.TokenType)}, not an object with name and height; {WhoWroteIt}");

        var fields = new UpgradeInfoFields();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var key = GoJson.Text(ref reader);
            reader.Read();
            if (fields.Take(key, ref reader) is { } wrong)
                return Refused($"{wrong}; {WhoWroteIt}");
        }

        return Checked(fields);
    }

    private static UpgradeInfoReading Checked(UpgradeInfoFields fields)
    {
        if (fields.Name.Length == 0)
            return Refused($"has no name of an upgrade; {WhoWroteIt}");
        if (fields.Height <= 0)
            return Refused(string.Create(CultureInfo.InvariantCulture, $"has the height {fields.Height}, which is not above 0; {WhoWroteIt}"));
        return new UpgradeInfoReading(new UpgradeInfo(new UpgradeName(fields.Name), (ulong)fields.Height, fields.Info), Problem: null)
        {
            HasTextHeight = fields.HasTextHeight,
        };
    }

    private static UpgradeInfoReading Refused(string problem) => new(Info: null, problem);

    public static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
