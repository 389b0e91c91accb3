using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Stopping;

public sealed class LeftoverTests
{
    [Theory]
    [InlineData("child=600000")]
    [InlineData("stubborn-child=600000")]
    public async Task What_a_node_leaves_behind_is_ended_with_it(string misbehaviour)
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 2\n");
        node.Misbehave(misbehaviour);
        var visor = await node.RunUntilReady();
        node.Ledger.All("child").ShouldHaveSingleItem();

        await node.StopCleanly(visor);

        node.Ledger.All("stopped").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_node_leaves_behind_when_it_fails_is_ended_before_the_next_one_starts()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 2\n");
        node.Misbehave("stubborn-child=600000");
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);

        var first = node.Ledger.All("child")[0].Detail;
        Directory.Exists($"/proc/{first}").ShouldBeFalse();
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task What_has_left_the_session_of_the_node_is_ended_with_it_too()
    {
        await using var node = await TestNode.Create();
        node.Write("genesis/wrapper", """
            #!/bin/sh
            [ "$1" = version ] || setsid sleep 600 &
            exec "$(dirname "$0")/vega" "$@"
            """);
        node.Write("genesis/run-config.toml", node.RunConfig([], "wrapper"));
        var visor = await node.RunUntilReady();

        // visor, core and the one that left.
        visor.Mark.Bearers.Count.ShouldBe(3);

        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_core_behind_a_wrapper_script_is_stopped_gracefully_and_never_runs_twice()
    {
        await using var node = await TestNode.Create();
        node.Write("genesis/wrapper", "#!/bin/sh\n\"$(dirname \"$0\")/vega\" \"$@\"\n");
        node.Write("genesis/run-config.toml", node.RunConfig([], "wrapper"));
        var visor = await node.RunUntilReady();

        // The script dies of it, the core behind it does not.
        var wrapper = node.Status!.Node.Core!.Pid;
        wrapper.ShouldNotBe(node.Ledger.All("start")[0].Pid);
        Native.Kill(wrapper, Native.SigKill).ShouldBe(0);
        await Eventually.See(() => node.Ledger.All("block-after-start").Count == 2 ? node : null, node.Everything);

        await node.StopCleanly(visor);
        node.Ledger.All("stopped").Count.ShouldBe(2);
    }
}
