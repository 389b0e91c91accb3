using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Staging;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

/// <summary>System calls that answer what their manual pages say they may.</summary>
public sealed class RefusedCallTests
{
    [Fact]
    public async Task A_process_that_may_not_be_signalled_is_named_and_stopped_as_soon_as_it_may_be()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 1\n");
        var visor = await node.RunUntilReady();

        await using (await Strace.Inject(visor, "kill,pidfd_send_signal", "error=EPERM"))
        {
            visor.Signal(Native.SigTerm);
            (await visor.WaitForLine("belongs to another user, so Visor may not stop it")).ShouldContain($"kill -TERM {node.Ledger.All("start")[0].Pid}");
            visor.HasExited.ShouldBeFalse();
        }

        (await visor.WaitForExit()).ShouldBe(0, visor.Output);
        visor.Output.ShouldNotContain("   at ");
        TestNode.NothingLives(visor);
    }

    [Fact]
    public async Task Where_the_kernel_does_not_let_it_look_after_orphans_Visor_says_so_in_a_sentence_and_starts_nothing()
    {
        await using var node = await TestNode.Create();

        await using var visor = VisorProcess.StartInjected("prctl", "error=EPERM", "run", "--home", node.Home);

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        visor.Lines.ShouldHaveSingleItem().ShouldContain("PR_SET_CHILD_SUBREAPER");
        node.Ledger.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("socket", "EMFILE", "Too many open files")]
    [InlineData("connect", "ENETUNREACH", "Network is unreachable")]
    public async Task A_fetch_for_which_the_kernel_has_nothing_left_is_a_failed_attempt(string call, string errno, string said)
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Server.Misbehave(new Misbehaviour.ApiDown()); // So that there is no connection that could be used again.
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(FetchingNode.FarAhead, FetchingNode.Next);
        await fetching.WaitForReason("Connection refused");

        await using (await Strace.Inject(visor, call, $"error={errno}"))
        {
            fetching.Wake();
            await Eventually.See(
                () => visor.Lines.FirstOrDefault(l => l.Contains("NOT READY", StringComparison.Ordinal) && l.Contains(said, StringComparison.Ordinal)),
                () => $"{said}\n{fetching.Everything()}");
        }

        await fetching.Publish();
        await fetching.Server.Behave();
        fetching.Wake();
        await fetching.Node.WaitForUpgrade(FetchingNode.Next, "staged");
        visor.Output.ShouldNotContain("please report it");
        fetching.Node.ShouldHaveStarted(TestNode.Genesis);
        await fetching.Node.StopCleanly(visor);
    }

    [Theory]
    [InlineData("EINVAL")] // NFS, FUSE, ZFS before 2.2
    [InlineData("ENOSYS")] // a kernel before 3.15, gVisor
    [InlineData("EPERM")] // an old filter of system calls
    public async Task On_a_disk_that_knows_no_flags_of_renameat2_a_fetched_release_is_placed_all_the_same(string errno)
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        var visor = await fetching.Node.RunUntilReady();

        await using (await Strace.Inject(visor, "renameat2", $"error={errno}"))
        {
            fetching.Node.Network.UpgradeIn(60, FetchingNode.Next);
            await fetching.Node.Ready(FetchingNode.Next);
        }

        await fetching.Upgraded(visor);
    }
}
