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

    private static string Journal(TestNode node) => node.In(".visor", "journal.jsonl");
}
