using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

public sealed class ContainerTests
{
    [Fact]
    public async Task A_visor_that_is_process_1_says_that_it_needs_an_init()
    {
        Requirement.Root();
        await using var node = await TestNode.Create();

        await using var container = TestProcess.Start(
            "/usr/bin/unshare", "--pid", "--fork", "--mount-proc", "--kill-child", Programs.Visor, "run", "--home", node.Home);

        (await container.WaitForExit()).ShouldBe(78, container.Output);
        container.Output.ShouldContain("start it under an init");
        node.Ledger.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visor_that_was_started_with_SIGCHLD_ignored_learns_how_its_children_end()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\n");
        await using var visor = TestProcess.Start("/usr/bin/env", "--ignore-signal=CHLD", Programs.Visor, "run", "--home", node.Home);
        await node.Ready(TestNode.Genesis);

        node.Signal(Native.SigKill);

        await visor.WaitForLine("killed by SIGKILL");
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(visor);
    }
}
