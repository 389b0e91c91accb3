using Shouldly;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery.Mismatch;
using Xunit;

namespace Visor.Tests.Recovery.Mismatch;

[Pure]
public sealed class ResolveDecisionTests
{
    private static readonly JournalState Old = JournalState.Empty with { Active = new(Release("v1"), ActivationHeight: 0, HasResponded: true) };
    private static readonly VisorHome Home = new("/srv/visor");
    private static readonly UpgradePlan Plan = new(ReleaseTag.Parse("v2"), 100);

    [Fact]
    public void With_nothing_in_flight_the_release_is_selected_whatever_it_is()
    {
        var entry = Allowed(null, Release("v0", "elsewhere")).Entry.ShouldBeOfType<JournalEntry.Selected>();

        (entry.Tag, entry.Folder).ShouldBe(("v0", "elsewhere"));
        entry.Why.ShouldContain("the journal named v1 (v1), current names elsewhere (v0)");
    }

    [Fact]
    public void The_agreed_release_is_activated_at_the_height_of_its_plan()
    {
        var choice = Allowed(Plan, Release("v2", "elsewhere"));

        choice.Entry.ShouldBe(new JournalEntry.Activated("v2", "elsewhere", 100));
        choice.Warning.ShouldBeNull();
    }

    [Fact]
    public void Another_release_is_activated_with_a_warning()
    {
        var choice = Allowed(Plan, Release("v2.1"));

        choice.Entry.ShouldBe(new JournalEntry.Activated("v2.1", "v2.1", 100));
        choice.Warning.ShouldNotBeNull().ShouldContain("v2.1 replaces v2");
    }

    [Fact]
    public void The_old_release_is_refused_in_any_folder() =>
        ResolveDecision.Decide(Old, Plan, Release("v1", "elsewhere"), Home).ShouldBeOfType<ResolveDecision.Refused>().Why.ShouldContain("v2 at block 100");

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public void What_ran_before_the_last_upgrade_would_fork_off_and_is_for_visor_switch(string tag)
    {
        var history = JournalState.Replay(
        [
            new JournalEntry.Selected("v1", "genesis", "first"), new JournalEntry.Activated("v2", "v2", 40), new JournalEntry.Activated("v3", "v3", 80), new JournalEntry.Selected("v3.1", "v3.1", "hotfix"),
        ]);

        ResolveDecision.Decide(history, inFlight: null, Release(tag), Home).ShouldBeOfType<ResolveDecision.Refused>().Why.ShouldContain($"visor switch {tag} --abandon-upgrade --home /srv/visor");
        ResolveDecision.Decide(history, inFlight: null, Release("v3"), Home).ShouldBeOfType<ResolveDecision.Allowed>();
    }

    private static ResolveDecision.Allowed Allowed(UpgradePlan? inFlight, Release current) =>
        ResolveDecision.Decide(Old, inFlight, current, Home).ShouldBeOfType<ResolveDecision.Allowed>();

    private static Release Release(string tag, string? folder = null) => new(ReleaseTag.Parse(tag), folder ?? tag);
}
