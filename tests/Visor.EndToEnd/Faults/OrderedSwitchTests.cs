using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>Visor dies while it carries a person's word out.</summary>
public sealed class OrderedSwitchTests
{
    [Theory]
    [InlineData("ordered:crash-before", "v0.1.0")]
    [InlineData("ordered:crash-after", "v0.1.1")]
    [InlineData("link:crash-before", "v0.1.1")]
    [InlineData("linked:crash-before", "v0.1.1")]
    public async Task A_word_that_has_been_journalled_is_carried_out_by_the_next_Visor_and_one_that_has_not_changes_nothing(string fault, string runs)
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.1.1");
        var killed = node.RunWithFault(fault);
        await node.Ready(TestNode.Genesis);

        var (exitCode, output) = await node.Do("switch", "v0.1.1");

        exitCode.ShouldBe(1, output);
        await killed.WaitForExitAlone();
        var visor = node.Run();
        await node.WaitForStatus(s => s.Visor.Pid == visor.Pid && s.IsReady(runs), $"ready with {runs}");
        node.Ledger.All("start")[^1].Release.ShouldBe(runs);
        await node.StopCleanly(visor);
    }
}
