using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visor.Releases.Fetching;

/// <summary>What GitHub sends, as far as Visor reads it: "Releases" in the documentation of its REST API.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReleaseAnswer))]
[JsonSerializable(typeof(RefusalAnswer))]
[JsonSerializable(typeof(ResumeMetadata))]
internal sealed partial class ReleaseJson : JsonSerializerContext;

internal sealed record ReleaseAnswer(string? TagName, bool Draft, AssetAnswers? Assets);

/// <param name="State"><c>uploaded</c>, or <c>open</c> while its content is not there yet.</param>
/// <param name="Digest">Such as <c>sha256:…</c>.</param>
internal sealed record AssetAnswer(string? Name, string? Url, long? Size, string? State, string? Digest);

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
