using System.Text.Json;

namespace Visor.Testing.Files;

/// <summary>A file of one JSON value a line that somebody is appending to.</summary>
internal static class JsonLines
{
    /// <returns>What is whole by now: a line that is just being written, or was cut by a crash, has no end.</returns>
    public static IReadOnlyList<T> Read<T>(string path)
    {
        if (!File.Exists(path))
            return [];
        var text = File.ReadAllText(path);
        return [.. text[..(text.LastIndexOf('\n') + 1)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];
    }
}
