using System.Text.Json;
using System.Text.Unicode;

namespace Visor.Chains.Cosmos.Json;

/// <summary>JSON as Go's encoding/json takes it: the programs of Cosmos chains write and read it so.</summary>
internal static class GoJson
{
    // As deep as Go goes.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 10_000 };

    /// <returns>Null: the bytes are one JSON value and blanks, in UTF-8. Else what they are, to follow "it".</returns>
    public static string? Problem(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return "is empty";
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            return "begins with a byte order mark, which no program of the chain reads";
        if (!Utf8.IsValid(bytes))
            return "is not UTF-8";
        var reader = Reader(bytes);
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"is not JSON from line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} on");
        }
    }

    public static Utf8JsonReader Reader(ReadOnlySpan<byte> bytes) => new(bytes, Options);

    /// <summary>Whether a key is the name of a field, for which Go ignores the case, also of the two letters that have a third form.</summary>
    /// <param name="field">In lower case.</param>
    public static bool IsField(string key, string field) =>
        string.Equals(key.Replace('\u017f', 's').Replace('\u212a', 'k'), field, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the current string or key says. Half of a surrogate pair, which is no character, is U+FFFD, as in Go.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return EscapedText.Decode(reader.ValueSpan);
        }
    }
}
