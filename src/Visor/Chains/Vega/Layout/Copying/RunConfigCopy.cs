using Tomlyn.Parsing;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>The run config for a new release, made from that of the running one.</summary>
internal static class RunConfigCopy
{
    private const char ByteOrderMark = '\uFEFF';

    /// <param name="source">The run config of the running release.</param>
    /// <param name="sourceFile">Where it was read, for messages.</param>
    /// <param name="binary">Of the new release, relative to its folder; both the core's and the data node's, since it has both in one.</param>
    /// <exception cref="DefinitionException">The source is broken; the message holds every error with its place.</exception>
    public static DefinitionCopy Create(string source, string sourceFile, ReleaseTag tag, string binary)
    {
        Check(source, sourceFile, "cannot be copied for the new release; correct it, or prepare the new release's folder yourself");
        var mark = source.StartsWith(ByteOrderMark) ? 1 : 0; // The parser does not count it.
        var text = source[mark..];
        var document = SyntaxParser.ParseStrict(new SourceLines(text).Text, sourceFile, validate: true);
        var edits = RunConfigEdits.Plan(text, new KeyValues(document), tag, binary);
        var copy = source[..mark] + TextEdit.Apply(text, edits);
        Check(copy, sourceFile, "was copied, but the copy is not a valid run config; prepare the new release's folder yourself");
        return new DefinitionCopy(copy, LineChanges.Compute(text, edits));
    }

    private static void Check(string text, string sourceFile, string problem)
    {
        var reading = RunConfigReader.Read(text, sourceFile);
        if (reading.Value is null)
            throw new DefinitionException($"{sourceFile} {problem}: {string.Join('\n', reading.Errors)}");
    }
}
