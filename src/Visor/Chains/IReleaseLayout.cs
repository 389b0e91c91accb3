using System.Collections.Immutable;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains;

/// <summary>Where the files of a release lie, and what they say.</summary>
internal interface IReleaseLayout
{
    /// <summary>The file that says how a release is run.</summary>
    /// <param name="releaseFolder">Its absolute path.</param>
    string DefinitionFile(string releaseFolder);

    /// <summary>Reads that file. Nothing is thrown: what is wrong with it is told with its place.</summary>
    ConfigurationReading<NodeDefinition> Read(string releaseFolder);

    /// <summary>That file for a new release, made from the running one's.</summary>
    /// <param name="source">What the running release's says; <paramref name="file"/> is where it was read, for messages.</param>
    /// <param name="binary">Of the new release, relative to its folder.</param>
    /// <exception cref="DefinitionException">The source is broken; the message holds every error with its place.</exception>
    DefinitionCopy CopyFor(ReleaseTag tag, string binary, string source, string file);
}

/// <param name="Text">All that need not change is as it was: comments, order, layout, quotes and line ends.</param>
/// <param name="Changes">For the log: <c>- </c> and a line that was, <c>+ </c> and a line that is.</param>
internal sealed record DefinitionCopy(string Text, ImmutableArray<string> Changes);

/// <summary>What says how a release is run cannot be used.</summary>
internal sealed class DefinitionException(string message) : Exception(message);
