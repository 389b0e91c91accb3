using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Chains;

/// <summary>How a binary is asked which release it is.</summary>
internal interface IReleaseProof
{
    /// <summary>Whether what a binary says is the name of its release; false: the folder that it lies in says that.</summary>
    bool NamesRelease { get; }

    /// <summary>The arguments that make a binary say its version and end.</summary>
    ImmutableArray<string> Arguments { get; }

    /// <summary>What it prints then, for messages, such as <c>{"version":"v…"}</c>.</summary>
    string Form { get; }

    /// <summary>What its environment needs beside Visor's own, as <c>NAME=value</c>.</summary>
    /// <param name="binary">Its absolute path.</param>
    ImmutableArray<string> VariablesOf(string binary);

    /// <param name="binary">Its absolute path.</param>
    /// <param name="output">All that it has printed on its standard output; hostile until proven otherwise.</param>
    /// <param name="error">The same on its standard error.</param>
    /// <returns>Null: it is not of that form.</returns>
    ReleaseTag? Parse(string binary, string output, string error);
}
