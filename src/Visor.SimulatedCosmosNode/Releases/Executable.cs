using System.Text;
using System.Text.Json;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Releases;

/// <summary>This program's file, links resolved, and the release it is.</summary>
internal sealed class Executable
{
    /// <summary>Between the program and the release it carries at its end, for a release that is one file.</summary>
    private const string Mark = "\n#simulated-release:";

    private const int LongestTail = 16 * 1024;

    private Executable(string path, Release release) => (Path, Release) = (path, release);

    public string Path { get; }

    public Release Release { get; }

    /// <summary>Of its environment variables and its default home: <c>appd</c>.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <exception cref="NodeFailedException">What describes the release cannot be read.</exception>
    public static Executable Find()
    {
        var path = Environment.ProcessPath ?? throw new NodeFailedException("the path of this executable is unknown");
        path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        try
        {
            var beside = path + ".release.json";
            var text = File.Exists(beside) ? File.ReadAllText(beside) : Carried(path);
            return new Executable(path, text is null ? new Release() : JsonSerializer.Deserialize(text, ReleaseJson.Default.Release) ?? new Release());
        }
        catch (JsonException e)
        {
            throw new NodeFailedException($"the release of {path} cannot be read: {e.Message}");
        }
    }

    private static string? Carried(string path)
    {
        using var file = File.OpenRead(path);
        file.Seek(-Math.Min(file.Length, LongestTail), SeekOrigin.End);
        var tail = new byte[LongestTail];
        var text = Encoding.UTF8.GetString(tail, 0, file.ReadAtLeast(tail, LongestTail, throwOnEndOfStream: false));
        var place = text.LastIndexOf(Mark, StringComparison.Ordinal);
        return place < 0 ? null : text[(place + Mark.Length)..];
    }
}
