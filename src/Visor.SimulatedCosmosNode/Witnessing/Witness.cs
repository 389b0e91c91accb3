using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Witnessing;

/// <summary>Writes what happened into the ledger of the chain: one JSON line an event, for tests to assert.</summary>
/// <param name="key">Address of the validator key; null: there is none yet.</param>
internal sealed class Witness(string ledger, string home, string? key, string version, string upgrade, IReadOnlyList<string> words)
{
    // The ledger is read by people, too.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _writing = new();
    private long _app;
    private long _store;
    private bool _isOver;

    /// <summary>One on this home, or with this key, that was started before and lives; null: none does.</summary>
    public string? LivingPredecessor => Predecessors.Living(ledger, home, key);

    /// <summary>Beside the chain file, unless <c>SIMCHAIN_LEDGER</c> names another.</summary>
    public static string LedgerOf(string chainFile) =>
        Environment.GetEnvironmentVariable("SIMCHAIN_LEDGER") is { Length: > 0 } named ? named : Path.Combine(Path.GetDirectoryName(chainFile)!, "ledger.jsonl");

    /// <summary>What the next lines say of the node's heights.</summary>
    public void Stands(long app, long store)
    {
        Volatile.Write(ref _app, app);
        Volatile.Write(ref _store, store);
    }

    /// <summary>The last line of this process: whatever its other threads still do is not witnessed any more.</summary>
    public void RecordLast(string name, string? detail)
    {
        lock (_writing)
        {
            Record(name, detail);
            _isOver = true;
        }
    }

    /// <param name="at">When it happened, if not now.</param>
    public void Record(string name, string? detail = null, Stamp? at = null)
    {
        var stamp = at ?? Stamp.Take();
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            json.WriteString("at", stamp.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber("monotonicNs", stamp.MonotonicNs);
            json.WriteString("event", name);
            json.WriteString("home", home);
            json.WriteString("key", key);
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteNumber("startTime", SystemLook.OwnStartTime);
            json.WriteString("release", version);
            json.WriteString("upgrade", upgrade);
            json.WriteNumber("app", Volatile.Read(ref _app));
            json.WriteNumber("store", Volatile.Read(ref _store));
            json.WriteStartArray("args");
            foreach (var word in words)
                json.WriteStringValue(word);
            json.WriteEndArray();
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (_writing)
        {
            if (!_isOver)
                Native.AppendTo(ledger, line.WrittenSpan);
        }
    }
}
