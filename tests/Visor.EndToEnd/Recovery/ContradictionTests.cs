using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Recovery;

/// <summary>Journal and <c>current</c> disagree while something lives or an upgrade is in flight: nothing is guessed.</summary>
public sealed class ContradictionTests
{
    public static TheoryData<string, bool, bool> Cases => [.. Contradictions.All.SelectMany(
        how => new (string, bool, bool)[] { (how, false, true), (how, true, true), (how, true, false) })];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nothing_is_started_stopped_or_changed_and_both_ways_out_are_printed(string how, bool due, bool lives)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var killed = await Contradictions.Abandon(node, due, lives);
        await Contradictions.Make(node, how, due ? "v0.2.0" : TestNode.Genesis);
        var (current, living) = (node.Current, killed.Mark.Bearers.Count);

        var refused = node.Run();

        (await refused.WaitForExit()).ShouldBe(78, refused.Output);
        refused.Output.ShouldContain($"visor resolve --home {node.Home} --keep-journal");
        refused.Output.ShouldContain($"visor resolve --home {node.Home} --keep-current");
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Current.ShouldBe(current);
        killed.Mark.Bearers.Count.ShouldBe(living);
        if (lives)
            node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
    }
}
