using System.Collections.Immutable;
using Visor.Chains.Cosmos.Layout;
using Visor.Model;

namespace Visor.Chains.Cosmos.Checks;

/// <summary>
/// <c>DAEMON version</c>, which prints one line on either stream. What it says is no upgrade's name, so that a release is known by its folder; that it runs at all on this
/// machine is what is proven.
/// </summary>
internal sealed class CosmosProof(CosmosContext context) : IReleaseProof
{
    public bool NamesRelease => false;

    public ImmutableArray<string> Arguments { get; } = ["version"];

    public string Form => "one line";

    public ImmutableArray<string> VariablesOf(string binary) => ReleaseVariables.Of(FolderOf(binary), context);

    public ReleaseTag? Parse(string binary, string output, string error) =>
        (output + error).AsSpan().Trim().IsEmpty ? null : ReleaseTag.TryParseStored(Path.GetFileName(FolderOf(binary)), out var tag) ? tag : ReleaseTag.Genesis;

    // .../NAME/bin/DAEMON
    private static string FolderOf(string binary) => Path.GetDirectoryName(Path.GetDirectoryName(binary)) ?? "/";
}
