using System.Text.RegularExpressions;
using Visor.EndToEnd.Packaging;

namespace Visor.EndToEnd.Fleets;

/// <summary>The examples of docs/fleets.md, as they stand.</summary>
internal static partial class FleetsPage
{
    private static readonly string Text = File.ReadAllText(CleanRoot.InPackaging("../docs/fleets.md"));

    /// <summary>Each file that the page has, by its name: the block behind <c>`NAME`:</c>.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files { get; } = [.. File_().Matches(Text).Select(m => (m.Groups["name"].Value, m.Groups["text"].Value))];

    /// <summary>Each command in the order of the page, with what the page shows of its output.</summary>
    public static IReadOnlyList<(string Command, IReadOnlyList<string> Shown)> Commands { get; } = [.. Console_().Matches(Text).SelectMany(m => CommandsOf(m.Groups["text"].Value))];

    private static IEnumerable<(string, IReadOnlyList<string>)> CommandsOf(string block)
    {
        var parts = ("\n" + block).Split("\n$ ", StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            // A line that ends in a backslash goes on.
            var whole = part.Replace("\\\n", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            yield return (whole[0], whole[1..]);
        }
    }

    [GeneratedRegex("`(?<name>[\\w/.-]+)`:\n\n```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex File_();

    [GeneratedRegex("```console\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Console_();
}
