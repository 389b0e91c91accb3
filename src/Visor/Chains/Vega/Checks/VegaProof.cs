using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Visor.Model;

namespace Visor.Chains.Vega.Checks;

/// <summary><c>vega version --output json</c>, which a core and a data node answer alike.</summary>
internal sealed class VegaProof : IReleaseProof
{
    public bool NamesRelease => true;

    public ImmutableArray<string> Arguments { get; } = ["version", "--output", "json"];

    public string Form => """{"version":"v…"}""";

    public ImmutableArray<string> VariablesOf(string binary) => [];

    public ReleaseTag? Parse(string binary, string output, string error)
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
