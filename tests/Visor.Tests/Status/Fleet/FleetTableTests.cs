using Shouldly;
using Visor.Model;
using Visor.Status.Fleet;
using Xunit;

namespace Visor.Tests.Status.Fleet;

[Pure]
public sealed class FleetTableTests
{
    private static readonly PageAddress Here = PageAddress.Parse("http://validator:9480");

    [Fact]
    public void Each_node_is_one_line_and_only_the_last_column_is_as_long_as_it_likes()
    {
        FleetNode[] nodes =
        [
            FleetNode.Of(Here, Samples.Ready),
            FleetNode.Of(Here, Samples.Ready with { Upgrade = Samples.Plan("staged", eta: Samples.Now.AddHours(3)) }),
            FleetNode.Of(PageAddress.Parse("http://192.0.2.11:9480"), Samples.Ready with { Upgrade = Samples.Plan("notReady", "it is not there\n\u001b[2J") }),
            FleetNode.Unknown(Here, "validator:9480 did not answer within 5 s"),
        ];

        FleetTable.Lines(nodes, Samples.Now).ShouldBe(
        [
            "HOST             RELEASE  STATE  NEXT PLAN           TIME TO GO  READY",
            "validator:9480   v0.75.3  ready  none                -           ALL WELL",
            "validator:9480   v0.75.3  ready  v0.76.0 at 1034000  3 h         READY",
            $"192.0.2.11:9480  v0.75.3  ready  v0.76.0 at 1034000  not known   {PlainText.Line(nodes[2].Health.Headline)}",
            "validator:9480   -        -      -                   -           NOT KNOWN: validator:9480 did not answer within 5 s",
        ]);
        nodes[2].Health.Headline.ShouldContain("NOT READY: it is not there");
    }

    [Theory]
    [InlineData(null, null, "ALL WELL", true)]
    [InlineData(null, "wait", "ALL WELL, and HELD: wait", false)]
    [InlineData("staged", null, "READY", true)]
    [InlineData("staged", "wait", "READY, and HELD: wait", false)]
    [InlineData("staging", null, "being made ready", false)]
    public void A_node_that_is_well_is_ready_if_nothing_keeps_it_from_its_next_plan(string? state, string? hold, string words, bool isReady)
    {
        var node = FleetNode.Of(Here, Samples.Ready with { Upgrade = state is null ? null : Samples.Plan(state), Hold = hold });

        node.Words.ShouldBe(words);
        node.IsReady.ShouldBe(isReady);
    }

    [Fact]
    public void A_node_that_is_down_or_not_known_is_not_ready()
    {
        FleetNode.Of(Here, Samples.In("failed", "it ended")).IsReady.ShouldBeFalse();
        FleetNode.Unknown(Here, "nobody is there").IsReady.ShouldBeFalse();
    }
}
