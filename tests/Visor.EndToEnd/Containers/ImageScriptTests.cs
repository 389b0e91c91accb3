using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;
using Xunit;

namespace Visor.EndToEnd.Containers;

public sealed class ImageScriptTests
{
    private static readonly string Script = CleanRoot.InPackaging("image");

    [Theory]
    [InlineData("unexpected argument '--nonsense'", "--nonsense")]
    [InlineData("--base needs a value", "--base")]
    [InlineData("give one of them", "--visor", "a", "--deb", "b")]
    public async Task A_wrong_argument_is_a_usage_error(string message, params string[] arguments)
    {
        var (exitCode, output) = await TestProcess.Run(Script, arguments);

        exitCode.ShouldBe(64);
        output.ShouldContain(message);
    }

    [Fact]
    public async Task What_is_missing_is_said_before_anything_is_made()
    {
        using var folder = new TemporaryFolder();
        foreach (var tool in new[] { "dirname", "bash", "sed" })
            File.CreateSymbolicLink(folder.In(tool), $"/usr/bin/{tool}");
        await using var script = TestProcess.Start("/bin/bash", [Script, "--visor", folder.In("visor")], new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = folder.Path });

        (await script.WaitForExit()).ShouldBe(69, script.Output);
        script.Output.ShouldContain("needs podman");
        script.Output.ShouldContain("which --visor names");
    }
}
