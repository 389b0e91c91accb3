using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Switching;

/// <summary>What a person's word comes to beside what else there is: a data node, another word, the stamp of the data.</summary>
public sealed class SwitchOrdersTests
{
    private const string Hotfix = "v0.1.1";

    [Fact]
    public async Task The_core_of_a_node_with_a_data_node_begins_at_the_height_that_was_given_and_the_data_node_goes_on()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();
        await node.Prepare(Hotfix);
        await node.Ledger.WaitFor(l => l.Is("block-after-start", TestNode.Genesis), "a block");

        var (exitCode, output) = await node.Do("switch", Hotfix, "--height", "3", "--reason", "from the snapshot");

        exitCode.ShouldBe(0, output);
        await node.Ledger.WaitFor("start", Hotfix, "datanode");
        node.Ledger.All("start", Hotfix).ShouldHaveSingleItem().Flag.ShouldBe("3");
        node.Ledger.All("start", Hotfix, "datanode").ShouldHaveSingleItem().Flag.ShouldBeNull();
        node.ShouldHaveStarted(TestNode.Genesis, Hotfix);
        await node.DataNodeFollows();
        await node.StopCleanly(visor);
        (await node.Do("history")).Output.ShouldContain($"switched from v0.1.0 to {Hotfix} from block 3, ordered by ");
    }

    [Fact]
    public async Task Of_two_words_at_a_time_one_is_carried_out_and_the_other_is_told_that_it_is_not()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 60\n", coreArgs: null, misbehaviours: "slow-stop=3000");
        var visor = await node.RunUntilReady();
        await node.Prepare(Hotfix);
        await node.Prepare("v0.1.2");
        var first = node.Start("switch", Hotfix);
        await first.WaitForLine("Stopping v0.1.0");

        var (second, refused) = await node.Do("switch", "v0.1.2");

        second.ShouldBe(75, refused);
        refused.ShouldContain("a switch is already in progress; see `visor status --home ");
        (await first.WaitForExit()).ShouldBe(0, first.Output);
        node.Current.ShouldBe(Hotfix);
        node.ShouldHaveStarted(TestNode.Genesis, Hotfix);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_data_knows_of_a_word_and_a_home_restored_from_before_it_is_refused()
    {
        await using var node = await TestNode.Create();
        await node.StopCleanly(await node.RunUntilReady());
        await Copy(node.In(".visor"), node.In("copy"));
        var visor = node.Run();
        await node.ReadyAfterStarts(2);
        await node.Prepare(Hotfix);
        (await node.Do("switch", Hotfix)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output));
        var stamp = Path.Combine(node.NodeHome, "visor-stamp.json");
        await Eventually.See(() => File.ReadAllText(stamp).Contains($"\"tag\": \"{Hotfix}\"", StringComparison.Ordinal) ? stamp : null, () => File.ReadAllText(stamp));
        await node.StopCleanly(visor);

        Directory.Delete(node.In(".visor"), recursive: true);
        Directory.Move(node.In("copy"), node.In(".visor"));
        var restored = node.Run();

        (await restored.WaitForExit()).ShouldBe(78, restored.Output);
        restored.Output.ShouldContain($"{stamp} says that {Hotfix} (in {Hotfix}) ran last on this chain's data, but the journal ends with v0.1.0 (in genesis)");
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, Hotfix);
    }

    private static async Task Copy(string from, string to)
    {
        var (code, output) = await TestProcess.Run("cp", "-a", from, to);
        code.ShouldBe(0, output);
    }
}
