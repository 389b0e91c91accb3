using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Checking;

/// <summary>What a check says of the stamp beside the chain's data, before the next start has to refuse by it.</summary>
public sealed class StampCheckTests
{
    [Fact]
    public async Task It_is_told_by_its_place_and_its_word_and_a_contradiction_stands_in_the_way()
    {
        await using var node = await TestNode.Create();
        Directory.CreateDirectory(node.NodeHome);
        var stamp = Path.Combine(node.NodeHome, "visor-stamp.json");
        (await Line(node, 0)).ShouldContain($"✓ data stamp            {stamp} does not exist yet: nothing has run in this home");
        await node.StopCleanly(await node.RunUntilReady());
        (await Line(node, 0)).ShouldContain($"✓ data stamp            {stamp} says that v0.1.0 (in genesis) ran last, and the journal agrees");
        var written = await File.ReadAllTextAsync(stamp, TestContext.Current.CancellationToken);

        await Write(stamp, written.Replace("\"number\": 1", "\"number\": 2", StringComparison.Ordinal).Replace("v0.1.0", "v0.2.0", StringComparison.Ordinal));
        var output = await Line(node, 1);
        output.ShouldContain("says that v0.2.0 (in genesis) ran last on this chain's data, but the journal ends with v0.1.0 (in genesis): the journal is older than the data");
        output.ShouldContain("--keep-data");

        await Write(stamp, "{");
        (await Line(node, 0)).ShouldContain($"! data stamp            cannot be used, so Visor would not notice a restored copy of this home: {stamp} was not written by Visor");

        node.Configure("[dataStamp]\nenabled = false\n");
        (await Line(node, 0)).ShouldContain("✓ data stamp            off ([dataStamp] enabled = false)");
        (await File.ReadAllTextAsync(stamp, TestContext.Current.CancellationToken)).ShouldBe("{");
    }

    [Fact]
    public async Task A_folder_in_which_it_cannot_be_written_is_told_beforehand()
    {
        await OtherUser.Require();
        await using var node = await TestNode.Create();
        var roots = Path.Combine(Path.GetDirectoryName(node.Home)!, "roots");
        Directory.CreateDirectory(roots);
        node.Configure($"[dataStamp]\npath = \"{roots}/visor-stamp.json\"\n");
        await OtherUser.Own(node);

        (await Line(node, 0)).ShouldContain($"! data stamp            cannot be written: this user may not write {roots}: ");
    }

    private static async Task<string> Line(TestNode node, int code)
    {
        var (exitCode, output) = await node.Do("check");
        output = string.Join(' ', output.Split('\n').Select((line, i) => i > 0 && line.StartsWith("    ", StringComparison.Ordinal) ? line.Trim() : $"\n{line}"));
        exitCode.ShouldBe(code, output);
        return output;
    }

    private static Task Write(string path, string text) => File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
}
