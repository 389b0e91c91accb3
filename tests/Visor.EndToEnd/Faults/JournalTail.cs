using System.Text;
using System.Text.Json;

namespace Visor.EndToEnd.Faults;

/// <summary>
/// Everything a journal has ever said, read as it grows. A journal that is compacted begins anew with lines it had before; each
/// counts once.
/// </summary>
internal sealed class JournalTail(string path)
{
    private readonly HashSet<string> _lines = new(StringComparer.Ordinal);
    private readonly List<JsonElement> _entries = [];
    private long _offset;

    /// <summary>Up to now, in their order.</summary>
    public IReadOnlyList<JsonElement> Read()
    {
        if (!File.Exists(path))
            return _entries;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < _offset)
            _offset = 0;
        var bytes = new byte[file.Length - _offset];
        file.Position = _offset;
        file.ReadExactly(bytes);

        // What has no end is being written, or was cut by a crash and will be removed.
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _offset += whole;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // What stands around them is another after a compaction.
            var read = JsonSerializer.Deserialize<JsonElement>(line);
            if (_lines.Add($"{read.GetProperty("at")} {read.GetProperty("entry")}"))
                _entries.Add(read.GetProperty("entry"));
        }

        return _entries;
    }

    public int Count(string type) => Read().Count(e => Is(e, "type", type));

    public int Count(string type, string tag) => Read().Count(e => Is(e, "type", type) && Is(e, "tag", tag));

    /// <summary>The pid of the last process of a role that was started; 0: none.</summary>
    public int LastPid(string role) => Read()
        .Where(e => TypeOf(e) is "started" && string.Equals(e.GetProperty("role").GetString(), role, StringComparison.OrdinalIgnoreCase))
        .Select(e => e.GetProperty("process").GetProperty("pid").GetInt32())
        .LastOrDefault();

    public static string? TypeOf(JsonElement entry) => entry.GetProperty("type").GetString();

    private static bool Is(JsonElement entry, string property, string value) => entry.GetProperty(property).ValueEquals(value);
}
