using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Output;

public sealed class ClosedStreamsTests
{
    [Theory]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task A_visor_that_is_started_with_closed_streams_runs_and_ends_in_order(string closed)
    {
        await using var node = await TestNode.Create();
        await using var visor = VisorProcess.RunRedirected(node.Home, closed);
        await node.Ready(TestNode.Genesis);

        await node.StopCleanly(visor);

        visor.Output.ShouldNotContain("   at ");
        node.ShouldHaveStarted(TestNode.Genesis);
    }
}
