using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Staging.Signing;

/// <summary>docs/releases.md: a publisher types its commands, an operator takes its configuration with the publisher's key, and the release is staged.</summary>
public sealed partial class GuideTests
{
    private const int TimeoutMs = 1000;

    [Theory]
    [InlineData("minisign", "release.pub")]
    [InlineData("ssh-keygen", "release_ssh.pub")]
    public async Task What_the_page_says_is_enough_to_sign_and_to_demand_it(string program, string publicKey)
    {
        Requirement.Program(program);
        var page = await File.ReadAllTextAsync(Page(), TestContext.Current.CancellationToken);
        await using var fetching = await FetchingNode.Create();
        var folder = Directory.CreateDirectory(fetching.Node.In("releases", FetchingNode.Next)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, FetchingNode.AssetName), await fetching.Zip(), TestContext.Current.CancellationToken);

        var commands = Examples(page, "console").Single(e => e.StartsWith($"$ {program} ", StringComparison.Ordinal));
        var (code, output) = await TestProcess.Run("/bin/sh", "-ec", $"cd \"$0\"\n{Prompt().Replace(commands, "")}", folder);
        code.ShouldBe(0, output);
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, publicKey), TestContext.Current.CancellationToken);
        var example = Examples(page, "toml").Single(e => e.Contains("source = \"folder\"", StringComparison.Ordinal) && e.Contains("keys", StringComparison.Ordinal));
        fetching.Node.Configure(Key().Replace(example, $"keys = [\"{lines[^1]}\"]"));

        var check = (await fetching.Node.Do("check", "--release", FetchingNode.Next)).Output;
        (code, output) = await fetching.Node.Do("stage", FetchingNode.Next);

        code.ShouldBe(0, output);
        output.ShouldContain("as in a list of digests that is signed (SHA256SUMS");
        check.ReplaceLineEndings(" ").ShouldContain("must be signed by");
    }

    private static IEnumerable<string> Examples(string page, string language) => page.Split($"```{language}\n").Skip(1).Select(rest => rest.Split("```")[0]);

    private static string Page([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../../docs/releases.md"));

    [GeneratedRegex(@"^\$ ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"keys = \[.*\]", RegexOptions.ExplicitCapture, TimeoutMs)]
    private static partial Regex Key();
}
