using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SimulatedNode;

/// <summary>That the witness and the tests' judges see who lives on without a word: silence is no proof of an end.</summary>
public sealed class SurvivorTests
{
    [Fact]
    public async Task A_core_that_has_fallen_silent_and_lost_its_lock_is_seen_by_the_next_one()
    {
        await using var core = new SimulatedCore();
        var silent = await core.StartOld();
        await core.Ledger.WaitFor("block-after-start");
        silent.Signal(Native.SigStop);
        File.Delete(Path.Combine(core.Home, "witness.lock"));

        var next = await core.StartOld();

        (await next.WaitForExit()).ShouldBe(1, next.Output);
        core.Ledger.Lines.Single(l => l.Event is "DOUBLE").Detail.ShouldBe($"core v0.1.0 with pid {silent.Pid.ToString(CultureInfo.InvariantCulture)} still lives");
    }

    [Fact]
    public async Task A_data_node_of_the_old_release_that_lives_on_is_seen_by_the_core_of_the_new_one()
    {
        await using var core = new SimulatedCore();
        core.Network.Upgrade("v0.2.0", 5, 20);
        var old = await core.StartOld();
        var silent = await core.StartDataNode();
        await core.Ledger.WaitFor("ready");
        (await old.Terminate()).ShouldBe(128 + Native.SigKill);
        silent.Signal(Native.SigStop);

        var next = await core.StartNew("--snapshot.load-from-block-height=20");

        (await next.WaitForExit()).ShouldBe(1, next.Output);
        core.Ledger.Lines.Single(l => l.Event is "DOUBLE").Detail!.ShouldStartWith("datanode v0.1.0 with pid");
    }

    [Fact]
    public async Task Whoever_lives_and_writes_nothing_is_seen_by_every_judge()
    {
        await using var node = await TestNode.Create();
        var vega = node.In("genesis", "vega");
        await using var silent = TestProcess.Start("env", "-u", ProcessMark.OfTests, vega, "start", "--home", node.NodeHome);
        try
        {
            await node.Ledger.WaitFor("block-after-start");
            silent.Signal(Native.SigStop);
            node.Ledger.Disasters.ShouldBeEmpty();

            // Another has taken its place, and is gone by now.
            await File.AppendAllTextAsync(
                Path.Combine(node.NodeHome, "ledger.jsonl"),
                """{"at":"2026-01-31T12:00:05Z","monotonicNs":9000000000000000000,"event":"start","role":"core","pid":1,"startTime":1,"release":"v0.1.0","flag":null,"height":0,"args":[],"detail":null}""" + "\n",
                TestContext.Current.CancellationToken);

            node.Living("core").ShouldHaveSingleItem().Pid.ShouldBe(silent.Pid);
            node.Ledger.Disasters.ShouldHaveSingleItem().Pid.ShouldBe(silent.Pid);
            Should.Throw<ShouldAssertException>(node.NothingLives);
            Should.Throw<ShouldAssertException>(() => ProcessSets.Of(node.Ledger).RolesAndReleasesShouldNotOverlap());
        }
        finally
        {
            silent.Signal(Native.SigKill);
        }

        await silent.WaitForExit();
        node.Living("core").ShouldBeEmpty();
        node.NothingLives();
        ProcessSets.Of(node.Ledger).RolesAndReleasesShouldNotOverlap();
    }
}
