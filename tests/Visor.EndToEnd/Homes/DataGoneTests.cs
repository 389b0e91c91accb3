using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Recovery;
using Xunit;
using static Visor.EndToEnd.Homes.StampedNode;

namespace Visor.EndToEnd.Homes;

/// <summary>The journal knows that the chain's data was stamped, and the data, or its stamp, is not there.</summary>
public sealed class DataGoneTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Data_that_is_gone_after_an_upgrade_is_waited_for_and_goes_on_when_it_is_there_again(bool isMountPoint)
    {
        await using var node = await TestNode.Create();
        await UpgradeStamped(node);
        Directory.Move(node.NodeHome, node.NodeHome + ".away");
        if (isMountPoint)
            Directory.CreateDirectory(node.NodeHome);

        var visor = node.Run();

        var told = await visor.WaitForLine("The node is not started yet");
        told.ShouldContain($"{node.NodeHome} is empty or does not exist");
        told.ShouldContain($"visor resolve --home {node.Home} --keep-journal");
        if (isMountPoint)
            Directory.Delete(node.NodeHome); // Empty: nothing has run there.
        Directory.Move(node.NodeHome + ".away", node.NodeHome);
        await node.ReadyAfterStarts(3, Next);
        await node.StopCleanly(visor);
        node.ShouldHaveStarted(TestNode.Genesis, Next, Next);
    }

    [Fact]
    public async Task Data_that_is_given_up_is_begun_anew_when_a_person_says_so()
    {
        await using var node = await TestNode.Create();
        await UpgradeStamped(node);
        Directory.Delete(node.NodeHome, recursive: true);
        var waits = node.Run();
        await waits.WaitForLine("The node is not started yet");
        await waits.Kill();

        var (exitCode, output) = await node.Do("resolve", "--keep-journal");

        exitCode.ShouldBe(0, output);
        var visor = node.Run();
        await node.Ledger.WaitFor("start", Next);
        (await visor.Terminate()).ShouldBe(0, visor.Output);
    }

    [Fact]
    public async Task Other_data_without_a_stamp_is_not_run_on_after_an_upgrade_until_somebody_says_so()
    {
        await using var node = await TestNode.Create();
        await UpgradeStamped(node);
        File.Delete(Stamp(node));

        var refused = await Refused(node);

        refused.ShouldContain($"{Stamp(node)} is missing");
        refused.ShouldContain($"it is the wrong data: correct `--home` in {node.In(Next, "run-config.toml")}");
        await Refused(node);
        (await node.Do("resolve", "--keep-data")).ExitCode.ShouldBe(Contradictory);
        (await node.Do("check")).Output.ShouldContain("is missing, but the journal records it beside this home's data");
        await Contradictions.Type(Contradictions.Command(refused, "as the journal says", ""));
        var visor = node.Run();
        await node.ReadyAfterStarts(3, Next);
        (await node.Do("history")).Output.ShouldContain("there was no stamp beside the chain's data");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_node_that_lives_is_adopted_and_its_data_stamped_anew()
    {
        await using var node = await TestNode.Create();
        await node.Prepare(Next);
        var killed = await UpgradeUnder(node);
        await Stamped(node, 2, Next);
        await Eventually.See(() => node.Journal.Contains("\"type\":\"stamped\",\"number\":2", StringComparison.Ordinal) ? node : null, () => node.Journal);
        await killed.Kill();
        File.Delete(Stamp(node));

        var visor = await node.RunUntilAdopted();

        await Stamped(node, 2, Next);
        node.ShouldHaveStarted(TestNode.Genesis, Next);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task An_upgrade_to_what_names_an_empty_folder_as_its_data_is_not_ready()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        await Eventually.See(() => node.Journal.Contains("\"type\":\"stamped\"", StringComparison.Ordinal) ? node : null, () => node.Journal);
        await node.Prepare(Next);
        node.Write($"{Next}/run-config.toml", node.RunConfig([]).Replace($"\"{node.NodeHome}\"", $"\"{node.NodeHome}2\"", StringComparison.Ordinal));
        node.Network.Pause();
        node.Network.UpgradeIn(1000, Next);

        (await node.WaitForUpgrade(Next, "notReady")).ShouldContain($"{node.NodeHome}2 is empty or does not exist");

        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }
}
