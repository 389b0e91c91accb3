using Shouldly;
using Visor.Home;
using Visor.Model;
using Visor.Tests.Chains.Vega;
using Visor.Work.Drift;
using Xunit;

namespace Visor.Tests.Work.Drift;

[Pure]
public sealed class DriftDecisionTests
{
    private static readonly VisorHome Home = new("/srv/visor");
    private static readonly ReleaseTag Tag = ReleaseTag.Parse("v0.1.0");
    private static readonly ReleaseTag Other = ReleaseTag.Parse("v0.2.0");
    private static readonly ActiveRelease Active = new(new Release(Tag, "genesis"), ActivationHeight: 0, HasResponded: true);

    private static readonly RestartSource AsItRuns = new(
        new CurrentLinkState.Folder("/srv/visor/genesis"), FolderExists: true, [], IsAsStarted: true, VegaNode.Versions(Tag, Tag), VersionProblem: null);

    [Fact]
    public void What_runs_lies_there()
    {
        Of(AsItRuns).ShouldBe(DriftReport.None);
        Of(AsItRuns with { Versions = VegaNode.Versions(Tag) }).ShouldBe(DriftReport.None);
    }

    [Fact]
    public void A_sound_run_config_that_says_something_else_is_no_more_than_a_notice() =>
        Of(AsItRuns with { IsAsStarted = false }).ShouldBe(new DriftReport(Problem: null, "run config changed; takes effect at the next restart"));

    [Fact]
    public void Each_way_in_which_the_link_can_be_wrong_has_its_remedy()
    {
        Problem(AsItRuns with { Current = new CurrentLinkState.Folder("/srv/visor/v0.2.0") }).ShouldEndWith(
            "/srv/visor/current names v0.2.0, and v0.1.0 runs from genesis; restore the link (ln -sfn genesis /srv/visor/current)");
        Problem(AsItRuns with { Current = new CurrentLinkState.Missing() }).ShouldEndWith("/srv/visor/current is missing; restore the link (ln -sfn genesis /srv/visor/current)");
        Problem(AsItRuns with { Current = new CurrentLinkState.Broken("v9.9.9") }).ShouldContain("points to v9.9.9, which does not exist; restore the link (ln -sfn genesis /srv/visor/current)");
        Problem(AsItRuns with { Current = new CurrentLinkState.NotALink(IsFolder: false) }).ShouldContain("mv /srv/visor/current /srv/visor/current.aside && ln -sfn genesis /srv/visor/current");
    }

    [Fact]
    public void A_folder_that_has_gone_is_said_once() =>
        Problem(new RestartSource(new CurrentLinkState.Broken("genesis"), FolderExists: false, [], IsAsStarted: false, Versions: null, VersionProblem: null))
            .ShouldBe("the node could not be restarted now: /srv/visor/genesis, from which v0.1.0 runs, is gone; put it back");

    [Fact]
    public void A_run_config_that_is_broken_is_said_by_its_first_error()
    {
        Problem(AsItRuns with { Errors = ["run-config.toml:1:1: wrong"], Versions = null, IsAsStarted = false }).ShouldEndWith(": run-config.toml:1:1: wrong");
        Problem(AsItRuns with { Errors = ["one", "two", "three"], Versions = null }).ShouldEndWith(": one (and 2 more)");
    }

    [Fact]
    public void Another_version_is_said_of_the_core_and_of_the_data_node()
    {
        Problem(AsItRuns with { Versions = VegaNode.Versions(Other, Other) }).ShouldEndWith(
            "the core's binary of /srv/visor/genesis says it is v0.2.0, but v0.1.0 is running; put the binary of v0.1.0 back");
        Problem(AsItRuns with { Versions = VegaNode.Versions(Tag, Other) }).ShouldContain("the data node's binary of /srv/visor/genesis says it is v0.2.0, but v0.1.0 is running");
        Problem(AsItRuns with { Versions = null, VersionProblem = "/usr/bin/vega does not exist" }).ShouldEndWith(": /usr/bin/vega does not exist");
    }

    [Fact]
    public void What_lies_there_now_may_run_and_then_the_command_for_it_is_named_beside_the_way_back()
    {
        Problem(AsItRuns with { Current = new CurrentLinkState.Folder("/srv/visor/v0.2.0"), ToCurrent = "visor switch v0.2.0 --home /srv/visor" }).ShouldEndWith(
            "restore the link (ln -sfn genesis /srv/visor/current), or, to run what is there now: visor switch v0.2.0 --home /srv/visor");
        Problem(AsItRuns with { Versions = VegaNode.Versions(Other, Other), ToBinaries = "visor switch genesis --home /srv/visor" }).ShouldEndWith(
            "put the binary of v0.1.0 back, or, to run what is there now: visor switch genesis --home /srv/visor");
    }

    [Fact]
    public void A_data_node_of_another_version_that_has_always_been_one_is_right()
    {
        var mixed = Active with { Companion = Other };

        DriftDecision.Decide(mixed, AsItRuns with { Versions = VegaNode.Versions(Tag, Other) }, Home).Problem.ShouldBeNull();
        DriftDecision.Decide(mixed, AsItRuns, Home).Problem.ShouldNotBeNull().ShouldContain("says it is v0.1.0, but v0.2.0 is running");
    }

    [Fact]
    public void All_that_is_wrong_is_said()
    {
        var problem = Problem(AsItRuns with { Current = new CurrentLinkState.Missing(), Versions = VegaNode.Versions(Other, Tag) });

        problem.ShouldContain("is missing");
        problem.ShouldContain("says it is v0.2.0");
    }

    private static DriftReport Of(RestartSource found) => DriftDecision.Decide(Active, found, Home);

    private static string Problem(RestartSource found) => Of(found).Problem.ShouldNotBeNull();
}
