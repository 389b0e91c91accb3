using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Releases.Fetching;

/// <summary>What release servers send, as far as Visor reads it: "Releases" in the documentation of the REST APIs of GitHub, GitLab and Forgejo.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReleaseAnswer))]
[JsonSerializable(typeof(GitLabAnswer))]
[JsonSerializable(typeof(RefusalAnswer))]
[JsonSerializable(typeof(ResumeMetadata))]
internal sealed partial class ReleaseJson : JsonSerializerContext;

internal sealed record ReleaseAnswer(string? TagName, bool Draft, AssetAnswers? Assets);

/// <param name="State"><c>uploaded</c>, or <c>open</c> while its content is not there yet.</param>
/// <param name="Digest">Such as <c>sha256:…</c>.</param>
/// <param name="BrowserDownloadUrl">Where Forgejo has the content.</param>
internal sealed record AssetAnswer(string? Name, string? Url, long? Size, string? State, string? Digest, string? BrowserDownloadUrl);

/// <summary>What GitLab calls a release: its files are links, of which nothing but the address is known.</summary>
internal sealed record GitLabAnswer(string? TagName, GitLabAssets? Assets)
{
    public ReleaseAnswer ToRelease()
    {
        AssetAnswers assets = [];
        foreach (var link in Assets?.Links ?? [])
            assets.Add(link);
        return new ReleaseAnswer(TagName, Draft: false, assets);
    }
}

internal sealed record GitLabAssets(AssetAnswers? Links);

/// <summary>What a refusal is explained by.</summary>
internal sealed record RefusalAnswer(string? Message);

/// <summary>The assets of a release: no more than GitHub allows, so that an answer of nothing but assets costs little.</summary>
internal sealed class AssetAnswers : Collection<AssetAnswer?>
{
    private const int MaxAssets = 1000;

    protected override void InsertItem(int index, AssetAnswer? item)
    {
        if (Count == MaxAssets)
            throw new JsonException($"more than {MaxAssets} assets");
        base.InsertItem(index, item);
    }
}
