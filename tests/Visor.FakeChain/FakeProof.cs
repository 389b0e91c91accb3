using System.Collections.Immutable;
using Visor.Chains;
using Visor.Model;

namespace Visor.FakeChain;

/// <summary><c>PROGRAM --version</c> prints <c>node TAG</c>.</summary>
internal sealed class FakeProof : IReleaseProof
{
    public bool NamesRelease => true;

    public ImmutableArray<string> Arguments { get; } = ["--version"];

    public string Form => "node v…";

    public ImmutableArray<string> VariablesOf(string binary) => [];

    public ReleaseTag? Parse(string binary, string output, string error) => output.Trim().Split(' ') is ["node", var tag] && ReleaseTag.TryParse(tag, out var known) ? known : null;
}
