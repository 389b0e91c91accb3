using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Visor.Tests.Documentation;

/// <summary>What is written for people, as this checkout has it.</summary>
internal static partial class Documents
{
    public static string Read(string name, [CallerFilePath] string thisFile = "") =>
        File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../..", name)));

    /// <summary>What stands between fences that begin with a language.</summary>
    public static IReadOnlyList<string> Examples(string document, string language) =>
        [.. document.Split($"```{language}\n").Skip(1).Select(rest => rest.Split("```")[0])];

    /// <summary>The cells of each row of a table, without its head.</summary>
    /// <param name="head">How its head begins, such as <c>| event |</c>.</param>
    public static IReadOnlyList<string[]> Table(string document, string head)
    {
        var rows = document.Split('\n').SkipWhile(l => !l.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')).ToList();
        return rows.Count > 0 ? [.. rows.Select(row => row.Trim('|').Split('|'))] : throw new InvalidOperationException($"there is no table '{head}'");
    }

    /// <summary>What stands in a cell as code.</summary>
    public static IReadOnlyList<string> Code(string cell) => [.. CodeWord().Matches(cell).Select(m => m.Groups["code"].Value)];

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeWord();
}
