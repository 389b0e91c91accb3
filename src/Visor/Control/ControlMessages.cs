using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Control;

/// <summary>What is asked of a running Visor, in one line of JSON.</summary>
/// <param name="V">Version of these messages; raised when an older reader could misread them.</param>
/// <param name="Word">A tag, or the name of a folder that something has run from.</param>
/// <param name="Height">The snapshot the core is to begin from; null: where the node stands.</param>
/// <param name="AbandonedTag">The release of the upgrade whose calling off has been confirmed; null: none.</param>
/// <param name="AbandonedHeight">The block of that upgrade.</param>
/// <param name="Asked">Who gave the word, if that process has become the owner of the home since; it is shown beside what the kernel says of it.</param>
internal sealed record SwitchMessage(int V, string Word, ulong? Height, string? AbandonedTag, ulong? AbandonedHeight, string? Reason, string? Asked = null)
{
    public const int CurrentVersion = 1;

    public byte[] Line() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ControlJson.Default.SwitchMessage), (byte)'\n'];

    /// <returns>Null: that is no such message, or a newer one.</returns>
    public static SwitchMessage? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ControlJson.Default.SwitchMessage) is { V: CurrentVersion, Word: not null } message ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How far it has come, in one line of JSON.</summary>
/// <param name="Step">One word for programs.</param>
/// <param name="Text">One line for people.</param>
/// <param name="ExitCode">Exit code of the client; null: more replies follow.</param>
internal sealed record ControlReply(string Step, string Text, int? ExitCode = null)
{
    public byte[] Line() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ControlJson.Default.ControlReply), (byte)'\n'];

    /// <returns>Null: that is no reply.</returns>
    public static ControlReply? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ControlJson.Default.ControlReply) is { Text: not null } reply ? reply : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SwitchMessage))]
[JsonSerializable(typeof(ControlReply))]
internal sealed partial class ControlJson : JsonSerializerContext;
