using Shouldly;
using Visor.Model;
using Visor.Status.Page;
using Xunit;

namespace Visor.Tests.Status.Page;

[Pure]
public sealed class VerdictTests
{
    [Fact]
    public void A_node_that_is_well_is_ready() => Shown(Samples.Ready).ShouldBe("Good READY: v0.75.3 runs and its core answers");

    [Fact]
    public void Something_to_act_on_is_not_hidden_behind_a_node_that_is_ready()
    {
        PageHeadline.Of(Samples.Ready with { Alert = "the core reports nonsense" }).Tone.ShouldBe(Tone.Warn);
        PageHeadline.Of(Samples.Ready with { Journal = "No space left on device" }).Tone.ShouldBe(Tone.Warn);
        PageHeadline.Of(Samples.Ready with { Configuration = new ConfigurationStatus(Valid: false, ["config.toml:1:1: nonsense"]) }).Tone.ShouldBe(Tone.Warn);
        PageHeadline.Of(Samples.Ready with { Upgrade = Samples.Plan("notReady", "there is no such release") }).Tone.ShouldBe(Tone.Warn);
        PageHeadline.Of(Samples.Ready with { Upgrade = Samples.Plan("staged") }).Tone.ShouldBe(Tone.Good);
    }

    [Fact]
    public void A_core_that_does_not_answer_is_not_called_ready() =>
        Shown(Samples.In("ready", rpc: "no answer within 5 s")).ShouldBe("Bad NOT ANSWERING: v0.75.3 runs, but its core does not answer: no answer within 5 s");

    [Fact]
    public void What_keeps_a_due_upgrade_back_is_the_headline()
    {
        Shown(Samples.In("upgrading") with { Upgrade = Samples.Plan("held", "not tonight") })
            .ShouldBe("Bad HELD: The chain waits at block 1034000 for v0.76.0, and every block costs: not tonight");
        Shown(Samples.In("upgrading") with { Upgrade = Samples.Plan("due", "the disk is full") })
            .ShouldBe("Bad NOT READY: The chain waits at block 1034000 for v0.76.0: the disk is full");
        Shown(Samples.In("upgrading") with { Upgrade = Samples.Plan("due") }).ShouldBe("Warn UPGRADING: From v0.75.3 to v0.76.0 at block 1034000");
    }

    [Theory]
    [InlineData("starting")]
    [InlineData("restarting")]
    [InlineData("stopping")]
    [InlineData("stopped")]
    [InlineData("failed")]
    public void Every_state_has_its_word(string state)
    {
        PageHeadline.Of(Samples.In(state)).Word.ShouldBe(state.ToUpperInvariant());
        PageHeadline.Of(Samples.In(state, "the reason")).Sentence.ShouldEndWith(": the reason");
    }

    private static string Shown(NodeStatus status)
    {
        var verdict = PageHeadline.Of(status);
        return $"{verdict.Tone} {verdict.Word}: {verdict.Sentence}";
    }
}
