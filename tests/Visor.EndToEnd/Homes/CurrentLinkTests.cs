using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

public sealed class CurrentLinkTests
{
    [Fact]
    public async Task A_missing_link_is_not_guessed_when_the_journal_knows_what_ran()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        File.Delete(node.In("current"));

        await Refused(node, "is missing", $"ln -sfn");

        node.Current.ShouldBeNull();
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_real_folder_in_place_of_the_link_is_refused()
    {
        await using var node = await TestNode.Create();
        Directory.CreateDirectory(node.In("current"));

        await Refused(node, "is not a symlink", "mv ");
    }

    [Fact]
    public async Task A_link_to_nothing_is_refused()
    {
        await using var node = await TestNode.Create();
        File.CreateSymbolicLink(node.In("current"), "v9.9.9");

        await Refused(node, "v9.9.9, which does not exist", "ln -sfn");
    }

    [Fact]
    public async Task A_link_that_an_operator_has_changed_counts_once_he_has_said_so()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await node.Prepare(TestNode.Genesis, "elsewhere");
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), node.In("elsewhere"));

        await Refused(node, "names", "elsewhere", "visor resolve");
        (await node.Do("resolve", "--keep-current")).ExitCode.ShouldBe(0);
        var next = node.Run();
        await node.ReadyAfterStarts(2);

        node.Current.ShouldBe(node.In("elsewhere"));
        await node.StopCleanly(next);
    }

    private static async Task Refused(TestNode node, params string[] told)
    {
        var visor = node.Run();
        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        foreach (var part in told)
            visor.Output.ShouldContain(part);
        visor.Output.ShouldNotContain("   at ");
    }
}
