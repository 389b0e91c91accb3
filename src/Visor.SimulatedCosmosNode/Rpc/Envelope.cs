using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>JSON-RPC 2.0 around a result or an error.</summary>
internal static class Envelope
{
    private static readonly JsonWriterOptions AsGoWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Result(Action<Utf8JsonWriter>? id, Action<Utf8JsonWriter> result) => Write(id, json =>
    {
        json.WritePropertyName("result");
        result(json);
    });

    public static byte[] Error(Action<Utf8JsonWriter>? id, int code, string message, string data) => Write(id, json =>
    {
        json.WriteStartObject("error");
        json.WriteNumber("code", code);
        json.WriteString("message", message);
        if (data.Length > 0)
            json.WriteString("data", data);
        json.WriteEndObject();
    });

    /// <param name="id">Writes it; null: there is none.</param>
    private static byte[] Write(Action<Utf8JsonWriter>? id, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, AsGoWrites))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            if (id is not null)
            {
                json.WritePropertyName("id");
                id(json);
            }

            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
