using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class FailingSpawnTests
{
    // What posix_spawn(3) and pthread_create(3) ask of the kernel. Nothing is followed: while these are refused the program gets no new thread, and a node that is started
    // all the same needs its own.
    private const string Spawns = "clone,clone3,vfork";

    [Theory]
    [InlineData("EAGAIN", "the process limit is reached; check LimitNPROC")]
    [InlineData("ENOMEM", "cannot be started: Cannot allocate memory")]
    public async Task A_start_for_which_there_is_no_process_to_be_had_is_a_failed_start_and_tried_again(string errno, string said)
    {
        await using var node = await TestNode.Create(withDataNode: true, config: "maxNumberOfRestarts = 1000\n");
        var visor = await node.RunUntilReady();

        await using (await Strace.Inject(visor, Spawns, $"error={errno}", follow: false))
        {
            node.Signal(Native.SigKill);
            await visor.WaitForLine(said);
        }

        await node.ReadyAfterStarts(2);
        ShouldNotHavePanicked(visor);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_process_for_whose_wait_there_is_no_thread_to_be_had_runs_and_its_end_is_noticed_when_there_is_one()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1000\n");
        await CompileCore(node);
        var visor = await node.RunUntilReady();

        // Counted for each thread: one that starts a process gets it, and no thread to wait for it.
        await using (await Strace.Inject(visor, Spawns, "error=EAGAIN:when=2+", follow: false))
        {
            node.Signal(Native.SigKill);
            await node.ReadyAfterStarts(2);
            node.Signal(Native.SigKill);
        }

        await node.ReadyAfterStarts(3);
        ShouldNotHavePanicked(visor);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_release_that_cannot_be_asked_for_its_version_for_want_of_processes_is_not_ready_until_it_can()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();

        await using (await Strace.Inject(visor, Spawns, "error=EAGAIN", follow: false))
        {
            node.Network.UpgradeIn(blocks: 60, "v0.2.0");
            (await visor.WaitForLine("NOT READY")).ShouldContain("the process limit is reached");
            node.ShouldHaveStarted(TestNode.Genesis);
        }

        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        ShouldNotHavePanicked(visor);
        await node.StopCleanly(visor);
    }

    // A script is asked for its version before each start, which takes processes too.
    private static async Task CompileCore(TestNode node)
    {
        Requirement.Program("gcc");
        var script = await node.Network.Install(node.In("genesis", "script"), TestNode.Genesis);
        node.Write("genesis/vega.c", $$"""
            #include <unistd.h>
            int main(int argc, char **argv) { argv[0] = "{{script}}"; execv(argv[0], argv); return 127; }
            """);
        var (exitCode, output) = await TestProcess.Run("gcc", "-O1", "-Wall", "-o", node.In("genesis", "vega"), node.In("genesis", "vega.c"));
        exitCode.ShouldBe(0, output);
    }

    private static void ShouldNotHavePanicked(TestProcess visor)
    {
        visor.Output.ShouldNotContain("   at ");
        visor.Output.ShouldNotContain("please report it");
    }
}
