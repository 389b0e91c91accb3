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

    /// <summary>What that file is called in messages, such as <c>run config</c>.</summary>
    string DefinitionName { get; }

    /// <summary>What a definition without an error says, for people.</summary>
    string Describe(NodeDefinition definition);

    /// <summary>Whether each release has such a file of its own, which a new one gets from the running one.</summary>
    bool HasDefinitionPerRelease { get; }

    /// <summary>The release that a person means by a word.</summary>
    /// <returns>Why it can be none, to follow the word; null: it is <paramref name="tag"/>.</returns>
    string? ReadTag(string word, out ReleaseTag tag);

    /// <summary>Where a binary belongs in the folder of its release.</summary>
    /// <param name="binary">Its path there as it was unpacked, relative.</param>
    /// <returns>Relative too.</returns>
    string PlaceOf(string binary);

    /// <summary>How a person puts a release into its folder.</summary>
    /// <param name="folder">The absolute path of its folder.</param>
    /// <param name="homeWord">The home, as it is typed.</param>
    string HowToPlace(ReleaseTag tag, string folder, string homeWord);

    /// <summary>The block of the upgrade for which another program has switched to this release, as it has left word of it there.</summary>
    /// <returns>Null: none has.</returns>
    ulong? SwitchedAt(string releaseFolder);

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
