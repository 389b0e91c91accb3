using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Status.Metrics;

[Pure]
public sealed class MetricsTextTests
{
    [Fact]
    public Task Everything_that_can_be_said_of_a_node() => GoldenFile.ShouldMatch(Statuses.TextOf(Statuses.Full), "full.prom");

    [Fact]
    public Task What_is_said_before_anything_is_known() => GoldenFile.ShouldMatch(Statuses.TextOf(Statuses.Empty), "empty.prom");

    [Fact]
    public void Values_from_outside_stay_within_their_quotes_and_their_line()
    {
        var hostile = Statuses.Empty with
        {
            Node = Statuses.Empty.Node with { Release = "v1\"} 1\nvisor_node_ready 1\r\0\u001b[31m\\" },
            Upgrade = new PlanStatus(new string('é', 5000), ulong.MaxValue, "staged", null, null),
        };

        var text = Statuses.TextOf(hostile);

        Line(text, "visor_node_info").ShouldBe("""visor_node_info{release="v1\"} 1 visor_node_ready 1 ??[31m\\"} 1""");
        Line(text, "visor_node_ready").ShouldBe("visor_node_ready 0");
        Line(text, "visor_upgrade_info").ShouldBe($"visor_upgrade_info{{tag=\"{new string('é', 200)}…\"}} 1");
        Line(text, "visor_upgrade_height").ShouldBe("visor_upgrade_height 18446744073709551615");
        text.ShouldEndWith("\n");
        text.ShouldNotContain('\r');
    }

    [Theory]
    [InlineData("starting")]
    [InlineData("ready")]
    [InlineData("restarting")]
    [InlineData("stopping")]
    [InlineData("upgrading")]
    [InlineData("stopped")]
    [InlineData("failed")]
    public void A_node_is_in_exactly_one_state(string state)
    {
        var text = Statuses.TextOf(Statuses.Empty with { Node = Statuses.Empty.Node with { State = state } });

        var states = text.Split('\n').Where(l => l.StartsWith("visor_node_state{", StringComparison.Ordinal)).ToArray();
        states.Length.ShouldBe(7);
        states.Where(l => l.EndsWith(" 1", StringComparison.Ordinal)).ShouldBe([$"visor_node_state{{state=\"{state}\"}} 1"]);
    }

    [Theory]
    [InlineData("staging", null, 0, 0, 0, 0)]
    [InlineData("staging", "12 % of 80 MB fetched", 0, 0, 0, 0)]
    [InlineData("staged", null, 1, 0, 0, 0)]
    [InlineData("notReady", "the disk is full", 0, 1, 0, 0)]
    [InlineData("due", null, 0, 0, 1, 0)]
    [InlineData("due", "the disk is full", 0, 1, 1, 0)]
    [InlineData("held", "not before the others", 0, 0, 1, 1)]
    public void An_upgrade_in_numbers(string state, string? reason, int staged, int notReady, int due, int held)
    {
        var text = Statuses.TextOf(Statuses.WithPlan(state, reason));

        Line(text, "visor_upgrade_staged").ShouldBe($"visor_upgrade_staged {staged}");
        Line(text, "visor_upgrade_not_ready").ShouldBe($"visor_upgrade_not_ready {notReady}");
        Line(text, "visor_upgrade_due").ShouldBe($"visor_upgrade_due {due}");
        Line(text, "visor_upgrade_held").ShouldBe($"visor_upgrade_held {held}");
    }

    private static string Line(string text, string name) =>
        text.Split('\n').Single(l => l.StartsWith(name, StringComparison.Ordinal) && l[name.Length] is (' ' or '{'));
}
