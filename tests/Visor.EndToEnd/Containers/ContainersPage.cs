using System.Runtime.CompilerServices;

namespace Visor.EndToEnd.Containers;

/// <summary>The examples of docs/containers.md, as they stand there.</summary>
internal static class ContainersPage
{
    private const string Fence = "```";

    /// <summary>The lines behind each prompt of one of the console examples below a heading.</summary>
    public static IReadOnlyList<string> Commands(string heading, int index = 0) =>
        [.. Block(heading, "console", index).Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..])];

    /// <summary>The text of one of the examples of a language below a heading.</summary>
    public static string Block(string heading, string language, int index = 0)
    {
        var blocks = Section(heading).Split(Fence).Where((_, at) => at % 2 == 1).Where(block => block.StartsWith(language + '\n', StringComparison.Ordinal));
        return blocks.ElementAt(index)[(language.Length + 1)..];
    }

    private static string Section(string heading)
    {
        var lines = File.ReadLines(PagePath()).SkipWhile(line => !string.Equals(line.TrimStart('#', ' '), heading, StringComparison.Ordinal)).ToList();
        return string.Join('\n', lines.Take(1).Concat(lines.Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))));

        static string PagePath([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../docs/containers.md"));
    }
}
