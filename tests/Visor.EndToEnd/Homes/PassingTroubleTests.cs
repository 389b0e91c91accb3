using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

/// <summary>Trouble at a start that passes without operator intervention, as after a boot: waited out, visibly, and never final.</summary>
public sealed class PassingTroubleTests
{
    [Fact]
    public async Task A_lock_that_the_file_system_cannot_give_for_a_moment_is_tried_again()
    {
        await using var node = await TestNode.Create();
        var visor = node.RunTraced("flock:error=ENOLCK", node.In(".visor", "lock"));

        (await visor.WaitForLine("is not started yet")).ShouldContain("No locks available");
        Strace.LetGo(visor);

        await node.Ready(TestNode.Genesis);
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_binary_that_is_still_being_written_is_waited_for()
    {
        await using var node = await TestNode.Create();
        await using (new FileStream(node.In("genesis", "vega"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            var visor = node.Run();
            await visor.WaitForLine("is not started yet");
        }

        await node.Ready(TestNode.Genesis);
    }

    [Fact]
    public async Task A_home_on_a_disk_that_is_not_mounted_yet_is_no_final_failure()
    {
        await using var node = await TestNode.Create();
        Directory.Delete(node.Home, recursive: true);
        Directory.CreateDirectory(node.Home);
        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(1, visor.Output);
    }

    [Fact]
    public async Task What_only_a_person_can_mend_is_final_also_if_it_shows_at_a_restart()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\n");
        var visor = await node.RunUntilReady();
        File.Delete(node.In("genesis", "vega"));

        node.Signal(Native.SigKill);

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        var next = node.Run();
        (await next.WaitForExit()).ShouldBe(78, next.Output);
        node.ShouldHaveStarted(TestNode.Genesis);
    }
}
