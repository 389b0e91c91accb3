using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

public sealed class JournalTests
{
    [Fact]
    public async Task A_journal_that_is_damaged_in_the_middle_is_not_guessed_about()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var lines = await File.ReadAllLinesAsync(Journal(node), TestContext.Current.CancellationToken);
        lines[1] = "garbage";
        await File.WriteAllLinesAsync(Journal(node), lines, TestContext.Current.CancellationToken);

        var next = node.Run();

        (await next.WaitForExit()).ShouldBe(78);
        next.Output.ShouldContain(Journal(node));
        next.Output.ShouldContain("line 2 is damaged");
        next.Output.ShouldNotContain("   at ");
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_last_line_that_was_not_written_whole_is_dropped()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await File.AppendAllTextAsync(Journal(node), "{\"crc\":\"0bad", TestContext.Current.CancellationToken);

        var next = node.Run();
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(next);

        var last = node.Run();
        await node.ReadyAfterStarts(3);
        await node.StopCleanly(last);
    }

    [Fact]
    public async Task A_last_line_that_was_written_whole_and_is_damaged_is_not_left_out()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var content = await File.ReadAllBytesAsync(Journal(node), TestContext.Current.CancellationToken);
        content[^10] ^= 1;
        await File.WriteAllBytesAsync(Journal(node), content, TestContext.Current.CancellationToken);

        await ShouldRefuse(node, "is damaged, not cut short");
        await ShouldRefuse(node, "is damaged, not cut short");
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("doubled")]
    [InlineData("swapped")]
    public async Task Lines_that_are_missing_doubled_or_swapped_are_noticed_and_nothing_is_started(string how)
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        var lines = await File.ReadAllLinesAsync(Journal(node), TestContext.Current.CancellationToken);
        string[] changed = how switch
        {
            "missing" => [.. lines[..2], .. lines[3..]],
            "doubled" => [.. lines[..3], .. lines[2..]],
            _ => [lines[0], lines[2], lines[1], .. lines[3..]],
        };
        await File.WriteAllLinesAsync(Journal(node), changed, TestContext.Current.CancellationToken);

        await ShouldRefuse(node, "lines are missing, duplicated or reordered");
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_journal_whose_end_reads_as_zeros_after_a_power_failure_goes_on_without_it()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await File.AppendAllBytesAsync(Journal(node), [.. "{\"crc\":\"0badc0de\",\"prev\""u8, .. new byte[3000]], TestContext.Current.CancellationToken);

        var next = node.Run();
        await node.ReadyAfterStarts(2);

        await node.StopCleanly(next);
    }

    private static async Task ShouldRefuse(TestNode node, string why)
    {
        var next = node.Run();
        (await next.WaitForExit()).ShouldBe(78, next.Output);
        next.Output.ShouldContain(Journal(node));
        next.Output.ShouldContain(why);
        next.Output.ShouldContain("restore the journal from a copy");
        next.Output.ShouldNotContain("   at ");
    }

    private static string Journal(TestNode node) => node.In(".visor", "journal.jsonl");
}
