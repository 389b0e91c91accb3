using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Recovery;

/// <summary>A Visor that dies leaves its node running, and the next one takes it as it is.</summary>
public sealed class AdoptionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Emulated", "arm64")]
    public async Task A_node_that_outlives_its_visor_is_adopted_without_a_restart_and_upgraded_like_any_other(bool withDataNode)
    {
        await using var node = await TestNode.Create(withDataNode);
        await node.Prepare("v0.2.0");
        await (await node.RunUntilReady()).Kill();

        var next = await node.RunUntilAdopted();
        node.Network.UpgradeIn(20, "v0.2.0");
        await node.Ready("v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        node.Ledger.All("start")[1].Flag.ShouldBe($"{node.Network.UpgradeHeight}");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_visor_that_dies_again_and_again_costs_the_node_nothing()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();
        for (var deaths = 0; deaths < 5; deaths++)
        {
            await visor.Kill();
            visor = await node.RunUntilAdopted();
        }

        node.Ledger.All("start").ShouldHaveSingleItem();
        node.Ledger.All("start", role: "datanode").ShouldHaveSingleItem();
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData("core")]
    [InlineData("datanode")]
    public async Task The_end_of_an_adopted_process_is_noticed_and_restarts_the_set(string dying)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await (await node.RunUntilReady()).Kill();
        var next = await node.RunUntilAdopted();

        node.Signal(Native.SigKill, dying);
        await node.ReadyAfterStarts(2);

        next.Output.ShouldContain("status unavailable");
        await node.StopCleanly(next);
    }

    [Theory]
    [InlineData("core")]
    [InlineData("datanode")]
    public async Task Of_half_a_node_the_rest_is_stopped_and_the_set_is_started_anew_without_counting_as_a_restart(string dead)
    {
        await using var node = await TestNode.Create(withDataNode: true, config: "maxNumberOfRestarts = 0\n");
        var killed = await node.RunUntilReady();
        await killed.Kill();
        node.Signal(Native.SigKill, dead);
        await Eventually.See(() => killed.Mark.Bearers.Count == 1 ? node : null, node.Everything);

        var next = node.Run();
        await node.ReadyAfterStarts(2);

        next.Output.ShouldContain("survived the previous Visor");
        node.Ledger.All("start", role: "datanode").Count.ShouldBe(2);
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task An_upgrade_that_becomes_due_while_no_visor_lives_is_made_by_the_next_one()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        await (await node.RunUntilReady()).Kill();
        node.Network.UpgradeIn(10, "v0.2.0");
        await node.Ledger.WaitFor("ready");

        var next = node.Run();
        await node.Ready("v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_core_that_has_become_due_and_lost_its_data_node_while_no_visor_lived_is_not_started_again()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        var killed = await node.RunUntilReady();
        await killed.Kill();
        node.Network.UpgradeIn(10, "v0.2.0");
        await node.Ledger.WaitFor("ready");
        node.Signal(Native.SigKill, "datanode");
        await Eventually.See(() => killed.Mark.Bearers.Count == 1 ? node : null, node.Everything);

        var next = node.Run();
        await node.Ready("v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        node.Ledger.All("start")[1].Flag.ShouldBe($"{node.Network.UpgradeHeight}");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_core_that_has_answered_and_hangs_is_replaced_after_the_limit_of_silence_also_by_a_visor_that_never_heard_it()
    {
        await using var node = await TestNode.Create(config: "rpcSilenceSeconds = 2\nrpcTimeoutSeconds = 1\nstopSignalTimeoutSeconds = 1\n");
        var visor = await node.RunUntilReady();
        node.Signal(Native.SigStop);
        await visor.Kill();

        var next = node.Run();
        await node.ReadyAfterStarts(2);

        next.Output.ShouldContain("the node answered the previous Visor but has been silent for");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_run_config_that_has_changed_meanwhile_counts_at_the_next_start()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await (await node.RunUntilReady()).Kill();
        node.Write("genesis/run-config.toml", node.RunConfig(["--log-level", "debug"]));

        var next = await node.RunUntilAdopted();
        node.Status!.Notice.ShouldBe("run config changed; takes effect at the next restart");
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);

        node.Ledger.All("start")[1].Args.ShouldContain(a => a == "debug");
        node.Status!.Notice.ShouldBeNull();
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_broken_run_config_does_not_stand_in_the_way_of_an_adoption()
    {
        await using var node = await TestNode.Create();
        await (await node.RunUntilReady()).Kill();
        node.Write("genesis/run-config.toml", "[vega");

        var next = await node.RunUntilAdopted();

        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_core_behind_a_script_is_adopted_with_its_script()
    {
        await using var node = await TestNode.Create();
        node.Write("genesis/wrapper", "#!/bin/sh\n\"$(dirname \"$0\")/vega\" \"$@\" &\ntrap 'kill $!' TERM\nwait; wait\n");
        node.Write("genesis/run-config.toml", node.RunConfig([], "wrapper"));
        await (await node.RunUntilReady()).Kill();

        var next = await node.RunUntilAdopted();

        await node.StopCleanly(next);
    }
}
