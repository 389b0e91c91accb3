using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Rpc;

public sealed class ReadyForNothingTests
{
    [Theory]
    [InlineData("ready-empty-tag", "names no release")]
    [InlineData("ready-own-tag", "v0.1.0, the release that is already running")]
    [InlineData("ready-tag=../../etc", "'../../etc', which cannot be a release tag")]
    [InlineData("ready-tag=current", "'current', which cannot be a release tag")]
    public async Task A_core_that_is_ready_for_something_impossible_stays_up_and_somebody_is_told(string misbehaviour, string told)
    {
        await using var node = await TestNode.Create();
        node.Misbehave(misbehaviour);
        var visor = node.Run();

        (await node.WaitForStatus(s => s.Alert is not null, "an alert")).Alert!.ShouldContain(told);
        await visor.WaitForLine(told);

        node.Current.ShouldBe("genesis");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
        await node.StopCleanly(visor);
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task An_accepted_upgrade_with_a_hostile_tag_touches_nothing()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 1, 100_000);
        node.Misbehave("hostile-tag=v1/../../../../../tmp/\u001b[31mred");
        var before = Directory.GetFileSystemEntries(node.Home).Append(node.In(".visor")).Append(node.In("current")).Order(StringComparer.Ordinal);
        var visor = node.Run();

        await node.WaitForStatus(s => s.Alert is not null, "an alert");

        Directory.GetFileSystemEntries(node.Home).Order(StringComparer.Ordinal).ShouldBe(before);
        visor.Output.ShouldNotContain('\u001b');
        await node.StopCleanly(visor);
    }
}
