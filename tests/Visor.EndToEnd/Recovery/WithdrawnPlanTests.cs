using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Recovery;

/// <summary>What the journal says the network has agreed on is believed only as far as the data of the node does not contradict it.</summary>
public sealed class WithdrawnPlanTests
{
    [Theory]
    [InlineData("withdrawn")]
    [InlineData("put off")]
    public async Task Data_beyond_the_block_of_a_plan_shows_that_the_network_went_on_without_it_and_the_old_release_goes_on(string change)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100, "v0.2.0");
        await node.Journalled("accepted");
        var height = node.Network.UpgradeHeight;
        await visor.Kill();
        if (change is "withdrawn")
            node.Network.Withdraw();
        else
            node.Network.Upgrade("v0.2.0", node.Network.Height, height + 100_000);
        await Eventually.See(() => node.Network.Height > height + 15 ? node : null, node.Everything);
        node.Signal(Native.SigKill);
        node.Signal(Native.SigKill, "datanode");
        await Eventually.See(() => visor.Mark.Bearers.Count == 0 ? node : null, node.Everything);

        var next = node.Run();
        await node.ReadyAfterStarts(2);

        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis);
        node.Journal.ShouldContain("\"type\":\"withdrawn\"");
        node.Journal.ShouldNotContain("\"type\":\"due\"");
        next.Output.ShouldContain("is void: the data node's history reaches block");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_release_that_a_person_has_linked_and_that_crashes_before_its_first_answer_is_started_again_and_not_taken_for_its_own_successor()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100, "v0.2.0");
        await node.Journalled("accepted");
        await visor.Kill();
        await node.Ledger.WaitFor("ready");
        node.Signal(Native.SigKill);
        node.Signal(Native.SigKill, "datanode");
        await Eventually.See(() => visor.Mark.Bearers.Count == 0 ? node : null, node.Everything);
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), "v0.2.0");
        (await node.Do("resolve", "--keep-current")).ExitCode.ShouldBe(0, node.Everything());
        node.Misbehave("exit=3@after:0");

        var next = node.Run();
        await node.ReadyAfterStarts(3, "v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0", "v0.2.0");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task Data_beyond_the_block_of_an_upgrade_that_is_due_contradicts_the_journal_and_nothing_starts_until_a_person_has_decided()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Network.Upgrade("v0.2.0", acceptedAtHeight: 5, height: 30);
        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "due");
        await node.StopCleanly(visor);
        node.Network.Withdraw(29);
        await RunByHandBeyond(node, 40);
        await node.Prepare("v0.2.0");

        foreach (var again in new[] { false, true })
        {
            var refused = node.Run();
            (await refused.WaitForExit()).ShouldBe(78, $"again: {again}\n{node.Everything()}");
            refused.Output.ShouldContain("the upgrade to v0.2.0 at block 30 is due, but the data node's history reaches block");
        }

        (await node.Do("switch", "v0.1.0", "--abandon-upgrade", "--yes")).ExitCode.ShouldBe(0, node.Everything());
        var next = node.Run();
        await node.ReadyAfterStarts(3);
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, TestNode.Genesis);
        await node.StopCleanly(next);
    }

    private static async Task RunByHandBeyond(TestNode node, long height)
    {
        var (vega, state) = (node.In("genesis", "vega"), Path.Combine(node.NodeHome, "datanode-state.json"));
        var core = node.Own(TestProcess.Start(vega, "start", "--home", node.NodeHome));
        var dataNode = node.Own(TestProcess.Start(vega, "datanode", "start", "--home", node.NodeHome));
        await Eventually.See(() => SegmentIn(state) > height ? state : null, node.Everything);
        await core.Terminate();
        await dataNode.Terminate();
    }

    private static long SegmentIn(string state)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(state)).RootElement.GetProperty("toHeight").GetInt64();
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return 0; // It is being replaced.
        }
    }
}
