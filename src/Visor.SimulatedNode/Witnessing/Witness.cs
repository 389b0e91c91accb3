using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.Witnessing;

/// <summary>Writes what happened into the ledger of the node's home: one JSON line an event, for tests to assert.</summary>
internal sealed class Witness(string ledger, string role, string release, string? flag, IReadOnlyList<string> words)
{
    // The ledger is read by people, too.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Role => role;

    public string Release => release;

    /// <summary>One that was started before and may not live beside this process; null: none does.</summary>
    public string? LivingPredecessor => Predecessors.Living(ledger, role, release);

    /// <param name="at">When it happened, if not now.</param>
    public void Record(string name, long height, string? detail = null, Stamp? at = null)
    {
        var stamp = at ?? Stamp.Take();
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            json.WriteString("at", stamp.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber("monotonicNs", stamp.MonotonicNs);
            json.WriteString("event", name);
            json.WriteString("role", role);
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteNumber("startTime", SystemLook.OwnStartTime);
            json.WriteString("release", release);
            json.WriteString("flag", flag);
            json.WriteNumber("height", height);
            json.WriteStartArray("args");
            foreach (var word in words)
                json.WriteStringValue(word);
            json.WriteEndArray();
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        Native.AppendTo(ledger, line.WrittenSpan);
    }
}
