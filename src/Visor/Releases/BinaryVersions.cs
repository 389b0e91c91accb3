using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Home;
using Visor.Processes;

namespace Visor.Releases;

/// <summary>Asks binaries for their version, and each of them again only if its file has changed since.</summary>
internal sealed class BinaryVersions(ChildCommand commands)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (FileStamp Stamp, ReleaseTag Version)> _known = new(StringComparer.Ordinal);

    /// <exception cref="ReleaseException">It cannot be started, fails, hangs, or answers something else.</exception>
    public async Task<ReleaseTag> Of(string binary, CancellationToken cancellation)
    {
        var stamp = FileStamp.Of(binary) ?? throw new ReleaseException($"{binary} does not exist; put the binary there");
        lock (_lock)
        {
            if (_known.TryGetValue(binary, out var known) && known.Stamp == stamp)
                return known.Version;
        }

        var version = await Ask(binary, cancellation);
        lock (_lock)
            _known[binary] = (stamp, version);
        return version;
    }

    private async Task<ReleaseTag> Ask(string binary, CancellationToken cancellation)
    {
        ChildResult result;
        try
        {
            result = await commands.Run(binary, ["version", "--output", "json"], Timeout, nodeLock: null, cancellation);
        }
        catch (SpawnException e)
        {
            throw new ReleaseException(e.Message);
        }

        var asked = $"`{binary} version --output json`";
        if (result.Exit is not { } exit)
            throw new ReleaseException($"{asked} did not end within {Timeout.TotalSeconds:0} s; run it by hand to see what it waits for");
        if (!result.Succeeded)
            throw new ReleaseException($"{asked} failed ({exit}): {PlainText.Excerpt(result.Error + result.Output, 200)}");
        return Parse(result.Output) ?? throw new ReleaseException(
            $"{asked} answered {PlainText.Excerpt(result.Output, 200)}, which is not {{\"version\":\"v…\"}}; is it the node's binary?");
    }

    private static ReleaseTag? Parse(string output)
    {
        try
        {
            var version = JsonSerializer.Deserialize(output, VersionJson.Default.VersionAnswer)?.Version;
            return version is not null && ReleaseTag.TryParse(version, out var tag) ? tag : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary><c>{"version":"v0.76.0","hash":"…"}</c>.</summary>
internal sealed record VersionAnswer(string? Version);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(VersionAnswer))]
internal sealed partial class VersionJson : JsonSerializerContext;
