using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Supervision.Journaling;

/// <summary>
/// The text of one entry: <c>{"crc":"1a2b3c4d","v":1,"at":"…","entry":{…}}</c>. The checksum (CRC-32 of IEEE 802.3) covers
/// everything behind its comma, so that a line that was not written whole is known as such.
/// </summary>
internal static class JournalLine
{
    /// <summary>Raised only when an older Visor could misread what a newer one writes.</summary>
    public const int Version = 1;

    private const string Prefix = "{\"crc\":\"";
    private const int BodyStart = 18; // of the prefix, eight digits, a quote and a comma

    public static byte[] Format(JournalEntry entry, DateTimeOffset at)
    {
        var envelope = JsonSerializer.Serialize(new Envelope(Version, at, entry), JournalJson.Default.Envelope);
        var body = Encoding.UTF8.GetBytes(envelope[1..]);
        return [.. Encoding.UTF8.GetBytes($"{Prefix}{Checksum(body)}\","), .. body, (byte)'\n'];
    }

    /// <param name="line">Without its line feed.</param>
    /// <returns>Null if the line is damaged.</returns>
    /// <exception cref="JournalException">The line is whole, but a newer Visor or something else wrote it.</exception>
    public static TimedEntry? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Length <= BodyStart)
            return null;
        var body = line[BodyStart..];
        var head = $"{Prefix}{Checksum(body)}\",";
        if (!line[..BodyStart].SequenceEqual(Encoding.UTF8.GetBytes(head)))
            return null;

        byte[] json = [(byte)'{', .. body];
        try
        {
            var version = JsonSerializer.Deserialize(json, JournalJson.Default.EnvelopeVersion)?.V;
            if (version > Version)
                throw Newer($"a newer Visor wrote it (format {version}, this one knows {Version})");
            return JsonSerializer.Deserialize(json, JournalJson.Default.Envelope) is { Entry: { } entry } envelope
                ? new TimedEntry(envelope.At, entry)
                : throw new JsonException("there is no entry in it");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Newer($"a newer Visor wrote it (its checksum is right and its content unknown to this one: {TypeIn(json)})");
        }
    }

    /// <summary>Whether another line begins within this one, so that it is not one line that was cut short.</summary>
    /// <param name="line">Without its line feed. JSON escapes the quotes of a text, so no text of an entry looks like a beginning.</param>
    public static bool HoldsAnother(ReadOnlySpan<byte> line) => line.Length > 1 && line[1..].IndexOf("{\"crc\":\""u8) >= 0;

    private static JournalException Newer(string why) => new($"{why}; run that Visor, or a newer one");

    private static string TypeIn(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("entry", out var entry)
                && entry.ValueKind == JsonValueKind.Object
                && entry.TryGetProperty("type", out var type)
                    ? $"the entry type {type.GetRawText()}"
                    : "there is no entry type";
        }
        catch (JsonException)
        {
            return "it is not JSON";
        }
    }

    private static string Checksum(ReadOnlySpan<byte> body) =>
        Crc32.HashToUInt32(body).ToString("x8", CultureInfo.InvariantCulture);
}

/// <param name="At">When it was written, by the clock of that moment.</param>
internal sealed record TimedEntry(DateTimeOffset At, JournalEntry Entry);

/// <summary>What stands around an entry.</summary>
internal sealed record Envelope(int V, DateTimeOffset At, JournalEntry Entry);

/// <summary>The part every version keeps.</summary>
internal sealed record EnvelopeVersion(int V);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(EnvelopeVersion))]
internal sealed partial class JournalJson : JsonSerializerContext;
