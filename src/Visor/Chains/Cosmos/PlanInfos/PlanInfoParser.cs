using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Visor.Chains.Cosmos.Json;
using Visor.Chains.Cosmos.Upgrades;

namespace Visor.Chains.Cosmos.PlanInfos;

/// <summary>Reads the <c>info</c> of a plan.</summary>
internal static class PlanInfoParser
{
    public static PlanInfo Parse(string info)
    {
        var text = info.Trim();
        if (text.Length == 0)
            return new PlanInfo.Blank();
        return GoUrl.IsRequestUri(text) ? new PlanInfo.Reference(PlanUrl.Parse(text)) : ParseJson(text);
    }

    /// <summary>The same for the document that an info refers to, which refers to no other.</summary>
    public static PlanInfo ParseDocument(ReadOnlySpan<byte> document)
    {
        var text = Encoding.UTF8.GetString(document).Trim();
        return text.Length == 0 ? new PlanInfo.Blank() : ParseJson(text);
    }

    private static PlanInfo ParseJson(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (GoJson.Problem(bytes) is { } problem)
            return new PlanInfo.NotJson(problem);
        var reader = GoJson.Reader(bytes);
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null)
            return new PlanInfo.NoBinaries();
        if (reader.TokenType is not JsonTokenType.StartObject)
            return new PlanInfo.WrongShape($"is {UpgradeInfoParser.Kind(reader.TokenType)}, not an object with binaries");

        // As Go does, a second "binaries" adds to the first, and null takes everything away.
        var binaries = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var key = GoJson.Text(ref reader);
            reader.Read();
            if (!GoJson.IsField(key, "binaries"))
                reader.Skip();
            else if (reader.TokenType is JsonTokenType.Null)
                binaries.Clear();
            else if (reader.TokenType is not JsonTokenType.StartObject)
                return new PlanInfo.WrongShape($"has {UpgradeInfoParser.Kind(reader.TokenType)} as its binaries, not an object");
            else if (Take(binaries, ref reader) is { } wrong)
                return new PlanInfo.WrongShape(wrong);
        }

        return binaries.Count == 0
            ? new PlanInfo.NoBinaries()
            : new PlanInfo.Binaries(binaries.ToImmutableSortedDictionary(b => b.Key, b => PlanUrl.Parse(b.Value), StringComparer.Ordinal));
    }

    private static string? Take(Dictionary<string, string> binaries, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var platform = GoJson.Text(ref reader);
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                return $"has {UpgradeInfoParser.Kind(reader.TokenType)} in the place of an address";
            binaries[platform] = reader.TokenType is JsonTokenType.Null ? "" : GoJson.Text(ref reader);
        }

        return null;
    }
}
