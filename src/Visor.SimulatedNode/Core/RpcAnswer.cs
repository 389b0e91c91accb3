using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Visor.SimulatedNode.Core;

/// <summary>The JSON of an answer.</summary>
internal static class RpcAnswer
{
    private static readonly JsonWriterOptions AsGoWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Result(AnnouncedUpgrade announced, JsonElement id) => Write(id, error: null, json =>
    {
        json.WriteStartObject();
        if (announced.Tag is null)
        {
            json.WriteNull("AcceptedReleaseInfo");
        }
        else
        {
            json.WriteStartObject("AcceptedReleaseInfo");
            json.WriteString("VegaReleaseTag", announced.Tag);
            json.WriteNumber("UpgradeBlockHeight", announced.Height);
            json.WriteEndObject();
        }

        json.WriteBoolean("ReadyToUpgrade", announced.Ready);
        json.WriteEndObject();
    });

    public static byte[] Error(string error, JsonElement id) => Write(id, error, json => json.WriteNullValue());

    private static byte[] Write(JsonElement id, string? error, Action<Utf8JsonWriter> result)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, AsGoWrites))
        {
            json.WriteStartObject();
            json.WritePropertyName("result");
            result(json);
            json.WriteString("error", error);
            json.WritePropertyName("id");
            id.WriteTo(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}

/// <param name="Tag">Null: nothing is accepted, and that is said with <c>null</c>.</param>
internal sealed record AnnouncedUpgrade(string? Tag, long Height, bool Ready);
