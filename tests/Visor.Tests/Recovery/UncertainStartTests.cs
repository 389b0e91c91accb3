using Shouldly;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Recovery;

/// <summary>Whether the old release may be started after a stop in which its core gave no answer.</summary>
[Pure]
public sealed class UncertainStartTests
{
    private static readonly VisorHome Home = new("/srv/visor");

    [Fact]
    public void Where_nothing_shows_that_the_core_was_not_ready_a_person_has_to_look_and_is_told_both_ways_out()
    {
        foreach (var atMost in new ulong?[] { null, 100, 101 })
        {
            var why = UncertainStart.Check(Given.Old with { Accepted = Given.Plan }, new UncertainStop(atMost), Home).ShouldNotBeNull();

            why.ExitCode.ShouldBe(ExitCodes.Configuration);
            why.Reason.ShouldContain("visor resolve --home /srv/visor --keep-journal");
            why.Reason.ShouldContain("visor switch v0.2.0 --height 100 --home /srv/visor");
        }
    }

    [Fact]
    public void A_core_that_cannot_have_reached_the_block_is_started_again() =>
        UncertainStart.Check(Given.Old with { Accepted = Given.Plan }, new UncertainStop(99), Home).ShouldBeNull();

    [Fact]
    public void Without_a_plan_or_where_the_stop_left_nothing_open_there_is_nothing_to_look_at()
    {
        UncertainStart.Check(Given.Old, new UncertainStop(null), Home).ShouldBeNull();
        UncertainStart.Check(Given.Old with { Accepted = Given.Plan }, unsure: null, Home).ShouldBeNull();
    }
}
