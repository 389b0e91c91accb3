using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Journaling;

/// <summary>
/// The text of one entry: <c>{"crc":"1a2b3c4d","v":1,"at":"…","entry":{…}}</c>. The checksum (CRC-32 of IEEE 802.3) covers
/// everything behind its comma, so that a line that was not written whole is known as such. In the file it also holds on to the line
/// before (<see cref="JournalChain"/>).
/// </summary>
internal static class JournalLine
{
    /// <summary>Raised only when an older Visor could misread what a newer one writes.</summary>
    public const int Version = 1;

    public const string Prefix = "{\"crc\":\"";
    public const int BodyStart = 18; // of the prefix, eight digits, a quote and a comma

    public static byte[] Format(JournalEntry entry, DateTimeOffset at)
    {
        var envelope = JsonSerializer.Serialize(new Envelope(Version, at, entry), JournalJson.Default.Envelope);
        var body = Encoding.UTF8.GetBytes(envelope[1..]);
        return With(Checksum(body), body);
    }

    /// <summary>The line with its line feed.</summary>
    public static byte[] With(string checksum, ReadOnlySpan<byte> body) => [.. Encoding.ASCII.GetBytes($"{Prefix}{checksum}\","), .. body, (byte)'\n'];

    /// <summary>What the checksum covers.</summary>
    public static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> line) => line.Length > BodyStart ? line[BodyStart..] : [];

    /// <summary>The eight digits of a line that is long enough to have a body.</summary>
    public static ReadOnlySpan<byte> ChecksumIn(ReadOnlySpan<byte> line) => line.Slice(Prefix.Length, 8);

    public static string Checksum(ReadOnlySpan<byte> body) => Text(Crc32.HashToUInt32(body));

    public static string Text(uint checksum) => checksum.ToString("x8", CultureInfo.InvariantCulture);

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
            return JsonSerializer.Deserialize(json, JournalJson.Default.Envelope) is { Entry: { } entry } envelope && entry is not (JournalEntry.Intent { Role: null } or JournalEntry.Started { Role: null } or JournalEntry.Ended { Role: null })
                ? new TimedEntry(envelope.At, entry)
                : throw new JsonException("it contains no entry");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Newer($"a newer Visor wrote it (its checksum is right, but this Visor does not know its content: {TypeIn(json)})");
        }
    }

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
