using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

/// <summary>A <c>vega</c> that goes into the background: it leaves its session, its parent and the lock it was given.</summary>
public sealed class DaemonTests
{
    private const string Daemon = """
        #!/bin/sh
        [ "$1" = version ] && exec "$(dirname "$0")/vega" "$@"
        exec 3>&-
        setsid "$(dirname "$0")/vega" "$@" &
        sleep 1
        exit 0
        """;

    [Fact]
    public async Task A_core_that_leaves_into_the_background_is_never_doubled_and_is_stopped_with_visor()
    {
        await using var node = await Daemonising();
        var visor = node.Run();
        await Eventually.See(() => node.Ledger.All("start").Count == 2 ? node : null, node.Everything);

        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_core_that_leaves_into_the_background_each_time_is_given_up_and_nothing_of_it_stays()
    {
        await using var node = await Daemonising();
        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(1, visor.Output);

        TestNode.NothingLives(visor);
        node.Ledger.Disasters.ShouldBeEmpty();
        ProcessSets.Of(node.Ledger).ShouldNotOverlap();
    }

    private static async Task<TestNode> Daemonising()
    {
        var node = await TestNode.Create(config: "maxNumberOfRestarts = 2\n");
        node.Write("genesis/wrapper", Daemon);
        node.Write("genesis/run-config.toml", node.RunConfig([], "wrapper"));
        node.Misbehave("slow-start=30000");
        return node;
    }
}
