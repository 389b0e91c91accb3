using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Restarts;

public sealed class FailedProcessTests
{
    [Theory]
    [InlineData("exit=0", "exit 0")]
    [InlineData("exit=3", "exit 3")]
    [InlineData("signal=SIGSEGV", "killed by SIGSEGV")]
    public async Task A_core_that_ends_unasked_is_restarted_whatever_its_exit_code(string misbehaviour, string told)
    {
        await using var node = await TestNode.Create();
        node.Misbehave(misbehaviour + "@after:500");
        var visor = node.Run();

        await node.ReadyAfterStarts(2);

        (await visor.WaitForLine("exited unexpectedly")).ShouldContain(told);
        node.Ledger.All("start")[1].Flag.ShouldBeNull();
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData("core", "datanode")]
    [InlineData("datanode", "core")]
    public async Task The_partner_of_a_process_that_ends_is_stopped_gracefully_and_both_start_from_the_latest_segment(
        string dying, string partner)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigKill, dying);
        await node.ReadyAfterStarts(2);

        node.Ledger.All("sigterm", role: partner).ShouldHaveSingleItem();
        node.Ledger.All("stopped", role: partner).ShouldHaveSingleItem();
        await node.Ledger.WaitFor(l => l.Is("start", role: "datanode") && l.Pid != node.Ledger.All("start", role: "datanode")[0].Pid, "data node");
        var segment = node.Ledger.All("history", role: "datanode").ShouldHaveSingleItem().Height;
        node.Ledger.All("start")[1].Flag.ShouldBe(segment == 0 ? null : segment.ToString(CultureInfo.InvariantCulture));
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task After_a_clean_stop_the_next_visor_leaves_the_height_to_the_core()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.StopCleanly(await node.RunUntilReady());

        var next = node.Run();
        await node.ReadyAfterStarts(2);

        node.Ledger.All("start")[1].Flag.ShouldBeNull();
        node.Ledger.All("history", role: "datanode").ShouldBeEmpty();
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task Without_a_history_segment_the_core_chooses_its_height()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        node.Misbehave("no-history");
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);

        node.Ledger.All("history", role: "datanode").ShouldHaveSingleItem();
        node.Ledger.All("start")[1].Flag.ShouldBeNull();
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_is_a_failed_start()
    {
        await using var node = await TestNode.Create(withDataNode: true, config: "maxNumberOfRestarts = 2\n");
        node.Misbehave("history-fail");
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigKill);

        (await visor.WaitForExit()).ShouldBe(1);
        visor.Output.ShouldContain("failed to open network history store: permission denied");
        node.ShouldHaveStarted(TestNode.Genesis);
        TestNode.NothingLives(visor);
    }
}
