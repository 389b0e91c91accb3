using System.Text;
using Shouldly;
using Visor.Status.Serving;
using Xunit;

namespace Visor.Tests.Status.Serving;

[Pure]
public sealed class HealthTests
{
    [Fact]
    public void A_node_that_is_ready_and_answers_is_well() => Shown(Health.Respond(Samples.Ready)).ShouldBe((200, "ready\n"));

    [Fact]
    public void An_upgrade_that_is_not_ready_does_not_make_the_node_ill() =>
        Health.Respond(Samples.Ready with { Upgrade = Samples.Plan("notReady", "no such release") }).StatusCode.ShouldBe(200);

    [Fact]
    public void A_ready_node_whose_core_does_not_answer_is_not_well() =>
        Shown(Health.Respond(Samples.In("ready", rpc: "no answer within 5 s"))).ShouldBe((503, "ready, but its core does not answer: no answer within 5 s\n"));

    [Theory]
    [InlineData("starting", null, "503 starting: the node is not running\n")]
    [InlineData("restarting", "the core has ended: exit 3", "503 restarting: the core has ended: exit 3\n")]
    [InlineData("stopped", null, "503 stopped: the node is not running\n")]
    [InlineData("failed", "no restarts are left", "503 failed: no restarts are left\n")]
    public void Every_other_state_is_named_with_its_reason(string state, string? reason, string expected)
    {
        var (code, text) = Shown(Health.Respond(Samples.In(state, reason, "the node is not running")));
        $"{code} {text}".ShouldBe(expected);
    }

    [Fact]
    public void A_hold_at_the_height_is_the_reason() =>
        Shown(Health.Respond(Samples.In("upgrading") with { Upgrade = Samples.Plan("held", "wait\nfor\u001b[31m the team") }))
            .ShouldBe((503, "upgrading: held: wait for?[31m the team\n"));

    [Fact]
    public void Before_the_first_look_nothing_is_well() => Health.Respond(null).StatusCode.ShouldBe(503);

    private static (int Code, string Text) Shown(StaticResponse answer) => (answer.StatusCode, Encoding.UTF8.GetString(answer.Body.Span));
}
