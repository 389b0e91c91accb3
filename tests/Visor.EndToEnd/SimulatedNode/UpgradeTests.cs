using Shouldly;
using Xunit;

namespace Visor.EndToEnd.SimulatedNode;

public sealed class UpgradeTests
{
    private const int KilledBySigKill = 128 + Native.SigKill;

    [Fact]
    public async Task A_core_halts_at_the_height_says_ready_and_kills_itself_when_told_to_stop()
    {
        await using var core = new SimulatedCore();
        core.Network.Upgrade("v0.2.0", 5, 20);
        var old = await core.StartOld();

        var ready = await core.Ledger.WaitFor("ready");
        ready.Height.ShouldBe(20);
        var status = await core.Rpc.Ask();
        status.GetProperty("ReadyToUpgrade").GetBoolean().ShouldBeTrue();
        status.GetProperty("AcceptedReleaseInfo").GetProperty("VegaReleaseTag").GetString().ShouldBe("v0.2.0");

        (await old.Terminate()).ShouldBe(KilledBySigKill);
        core.Ledger.Lines[^1].Event.ShouldBe("killed-itself");
        core.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_new_release_echoes_its_own_tag_until_its_first_block()
    {
        await using var core = new SimulatedCore();
        core.Network.Upgrade("v0.2.0", 5, 20);
        var old = await core.StartOld();
        await core.Ledger.WaitFor("ready");
        await old.Terminate();

        await core.StartNew("--snapshot.load-from-block-height", "20");

        var echo = await core.Ledger.WaitFor("accepted", "v0.2.0");
        echo.Detail.ShouldBe("v0.2.0@20");
        echo.Flag.ShouldBe("20");
        (await core.Ledger.WaitFor("block-after-start", "v0.2.0")).Height.ShouldBe(21);
        await core.Ledger.WaitFor(l => l.Is("accepted", "v0.2.0") && l.Detail is "nothing", "end of the echo");
        core.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_release_started_again_at_the_height_runs_past_it_and_is_seen()
    {
        await using var core = new SimulatedCore();
        core.Network.Upgrade("v0.2.0", 5, 20);
        var old = await core.StartOld();
        await core.Ledger.WaitFor("ready");
        await old.Terminate();

        await core.StartOld();

        (await core.Ledger.WaitFor("WRONG-VERSION", "v0.1.0")).Height.ShouldBe(21);
        core.Ledger.All("ready").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_core_that_was_down_catches_up_but_not_past_the_height()
    {
        await using var core = new SimulatedCore();
        core.Network.Upgrade("v0.2.0", 5, 20);
        await Eventually.See(() => core.Network.Height > 30 ? "past the height" : null, () => "height 30");

        await core.StartOld();

        (await core.Ledger.WaitFor("ready")).Height.ShouldBe(20);
        core.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_core_on_the_same_home_is_recorded_and_ends()
    {
        await using var core = new SimulatedCore();
        await core.StartOld();
        await core.Ledger.WaitFor("resumed");

        var second = await core.StartOld();

        (await second.WaitForExit()).ShouldBe(1);
        core.Ledger.Lines.Single(l => l.Event is "DOUBLE").Pid.ShouldBe(second.Pid);
    }

    [Theory]
    [InlineData("--snapshot.load-from-block-height=7")]
    [InlineData("--snapshot.load-from-block-height", "7")]
    public async Task A_snapshot_that_is_there_is_loaded(params string[] flag)
    {
        await using var core = new SimulatedCore();
        var first = await core.StartOld();
        await core.Ledger.WaitFor("block-after-start");
        await Eventually.See(() => core.Network.Height > 15 ? "later" : null, () => "height 15");
        (await first.Terminate()).ShouldBe(0);

        await core.StartOld(flag);

        (await core.Ledger.WaitFor(l => l.Is("resumed") && l.Flag is "7", "a start with the flag")).Height.ShouldBe(7);
    }

    [Fact]
    public async Task A_snapshot_that_is_not_there_ends_the_core()
    {
        await using var core = new SimulatedCore();

        var process = await core.StartOld("--snapshot.load-from-block-height=99");

        (await process.WaitForExit()).ShouldBe(1);
        process.Output.ShouldContain("no snapshot found with block height 99");
    }
}
