using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Status;

public sealed class HoldTests
{
    private const string Next = "v0.2.0";

    [Theory]
    [InlineData("hold", "waiting")]
    [InlineData("resume")]
    [InlineData("history")]
    [InlineData("resolve", "--keep-journal")]
    [InlineData("switch", "v0.2.0")]
    [InlineData("stage", "v0.2.0")]
    public async Task A_folder_that_is_no_home_is_refused_and_nothing_is_left_in_it(string verb, params string[] options)
    {
        await using var node = await TestNode.Create();
        foreach (var folder in new[] { node.NodeHome, node.In("genesis") })
        {
            Directory.CreateDirectory(folder);
            var before = Directory.GetFileSystemEntries(folder);

            var (code, output) = await TestProcess.Run(Programs.Visor, [verb, .. options, "--home", folder]);

            code.ShouldBe(78, output);
            output.ShouldContain($"{folder} is not a home folder");
            Directory.GetFileSystemEntries(folder).ShouldBe(before);
        }
    }

    [Fact]
    public async Task A_held_upgrade_waits_visibly_and_goes_on_when_it_is_resumed()
    {
        await using var node = await TestNode.Create();
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(blocks: 150, Next);
        await node.WaitForUpgrade(Next, "staged");

        var (code, output) = await node.Do("hold", "waiting for the team");
        code.ShouldBe(0, output);
        output.ShouldContain("Held: waiting for the team");
        output.ShouldContain($"The old release stops at block {node.Network.UpgradeHeight}");
        await node.WaitForStatus(s => s.Hold is "waiting for the team", "the hold, before anything is due");
        (await node.Do("status")).Output.ShouldContain("READY, and HELD: waiting for the team");

        await node.WaitForUpgrade(Next, "held");
        (code, output) = await node.Do("status");
        code.ShouldBe(1);
        output.ShouldContain("DUE and HELD: waiting for the team");
        node.ShouldHaveStarted(TestNode.Genesis);

        (code, output) = await node.Do("resume");
        code.ShouldBe(0, output);
        output.ShouldContain("Hold released (waiting for the team).");
        output.ShouldContain($"Visor continues the upgrade to {Next} now");
        await node.Ready(Next);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Without_a_Visor_it_counts_for_the_next_one()
    {
        await using var node = await TestNode.Create();

        (await node.Do("hold", "first")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0), r => r.Output.ShouldContain("No upgrade is accepted now."));
        (await node.Do("hold", "second")).Output.ShouldContain("Held: second (before: first)");
        (await File.ReadAllTextAsync(node.In("hold"), TestContext.Current.CancellationToken)).ShouldMatch("^second\n-- set by .*uid [0-9]+.* at [0-9-]+T[0-9:]+Z\n$");
        (await node.Do("resume")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0), r => r.Output.ShouldContain("Hold released (second)."));
        (await node.Do("resume")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0), r => r.Output.ShouldBe("There is no hold."));
        Directory.GetFiles(node.Home).Select(Path.GetFileName).ShouldBe(["config.toml"]);
    }

    [Theory]
    [InlineData("", "a reason is required, for the operator on call: visor hold \"waiting")]
    [InlineData("   ", "a reason is required")]
    public async Task A_reason_is_asked_for(string reason, string told)
    {
        await using var node = await TestNode.Create();

        (await node.Do("hold", reason)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(64), r => r.Output.ShouldContain(told));
        (await node.Do("hold", new string('x', 201))).ExitCode.ShouldBe(64);
        (await node.Do("hold")).ExitCode.ShouldBe(64);
        File.Exists(node.In("hold")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_in_its_place_is_left_to_the_operator()
    {
        await using var node = await TestNode.Create();
        Directory.CreateDirectory(node.In("hold", "notes"));

        (await node.Do("hold", "why")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldContain($"is a folder; check what is in it, then remove it: rm -r {node.In("hold")}"));
        (await node.Do("resume")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldContain($"rm -r {node.In("hold")}"));
        Directory.Exists(node.In("hold", "notes")).ShouldBeTrue();
    }
}
