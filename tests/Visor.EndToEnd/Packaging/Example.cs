using Xunit;

namespace Visor.EndToEnd.Packaging;

/// <summary>What a document of this checkout shows as entered at a prompt.</summary>
internal static class Example
{
    /// <summary>The first one below a heading, as a script.</summary>
    /// <param name="document">Such as <c>docs/packages.md</c>.</param>
    /// <param name="heading">The whole line.</param>
    public static async Task<string> First(string document, string heading)
    {
        var text = await File.ReadAllTextAsync(CleanRoot.InPackaging(Path.Combine("..", document)), TestContext.Current.CancellationToken);
        var block = text.Split(heading + "\n")[1].Split("```console\n")[1].Split("```")[0];
        return string.Join('\n', block.Split('\n').Select(line => line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line));
    }
}
