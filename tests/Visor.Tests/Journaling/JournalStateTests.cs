using Shouldly;
using Visor.Chains.Vega.Launch;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Journaling;

/// <summary>What a journal says, line by line, about what runs, what is due and how it ended.</summary>
[Pure]
public sealed class JournalStateTests
{
    private static readonly JournalEntry Selected = new JournalEntry.Selected("v0.1.0", "genesis", "first start in this home");
    private static readonly JournalEntry Intent = new JournalEntry.Intent(VegaRoles.Core, "v0.1.0", "genesis", "/vega", ["start"], null);
    private static readonly JournalEntry DataIntent = new JournalEntry.Intent(VegaRoles.DataNode, "v0.1.0", "genesis", "/vega", ["datanode", "start"], null);
    private static readonly JournalEntry.Started Core = new(VegaRoles.Core, "v0.1.0", "/vega.sock", Entries.Process);
    private static readonly JournalEntry.Started DataNode = new(VegaRoles.DataNode, "v0.1.0", "/vega.sock", Entries.Process with { Pid = 813 });
    private static readonly JournalEntry Due = new JournalEntry.Due("v0.2.0", 100);
    private static readonly JournalEntry Activated = new JournalEntry.Activated("v0.2.0", "v0.2.0", 100);

    private static readonly ActiveRelease First = new(new Release(ReleaseTag.Parse("v0.1.0"), "genesis"), 0, HasResponded: true);
    private static readonly ActiveRelease Second = new(new Release(ReleaseTag.Parse("v0.2.0"), "v0.2.0"), 100, HasResponded: false);

    [Fact]
    public void An_empty_journal_says_that_nothing_ever_ran()
    {
        var history = JournalState.Replay([]);

        (history.Active, history.InFlight, history.Processes.Length, history.EndedAsAsked).ShouldBe((null, null, 0, true));
    }

    [Fact]
    public void The_operators_choice_is_what_runs() => JournalState.Replay([Selected]).Active.ShouldBe(First);

    public static TheoryData<string> LaterWords => ["selected", "witnessed", "activated"];

    [Theory]
    [MemberData(nameof(LaterWords))]
    public void A_word_that_was_not_carried_out_is_void_once_something_else_is_said_to_run(string later)
    {
        JournalEntry entry = later switch
        {
            "selected" => new JournalEntry.Selected("v0.3.0", "v0.3.0", "visor resolve --keep-current"),
            "witnessed" => new JournalEntry.Witnessed("v0.3.0", "v0.3.0", 100, HasAnswered: true, "visor resolve --keep-data"),
            _ => new JournalEntry.Activated("v0.3.0", "v0.3.0", 100),
        };
        var ordered = JournalState.Replay([Selected, new JournalEntry.Ordered("v0.2.0", "v0.2.0", null, 0, null, null, "alice (uid 1000)", null)]);

        ordered.Ordered.ShouldNotBeNull();
        ordered.After(entry).Ordered.ShouldBeNull();
        ordered.After(entry).Active!.Release.Folder.ShouldBe("v0.3.0");
    }

    [Fact]
    public void What_is_due_and_not_activated_is_in_flight()
    {
        JournalState.Replay([Selected, Due]).InFlight.ShouldBe(new UpgradePlan(ReleaseTag.Parse("v0.2.0"), 100));
        JournalState.Replay([Selected, Due, new JournalEntry.Stopping("x"), new JournalEntry.Stopped(true)]).InFlight.ShouldNotBeNull();
        JournalState.Replay([Selected, Due, Activated]).InFlight.ShouldBeNull();
    }

    [Fact]
    public void An_activated_release_starts_from_its_height_until_it_has_answered()
    {
        JournalState.Replay([Selected, Due, Activated]).Active.ShouldBe(Second);
        JournalState.Replay([Selected, Due, Activated, new JournalEntry.Answered("v0.2.0")]).Active.ShouldBe(Second with { HasResponded = true });
    }

    [Fact]
    public void A_release_that_moves_to_another_folder_keeps_the_height_of_its_upgrade_and_whether_it_has_answered()
    {
        var moved = new JournalEntry.Selected("v0.2.0", "elsewhere", "the folder was renamed");
        var release = Second.Release with { Folder = "elsewhere" };

        JournalState.Replay([Selected, Due, Activated, moved]).Active.ShouldBe(Second with { Release = release });
        JournalState.Replay([Selected, Due, Activated, new JournalEntry.Answered("v0.2.0"), moved]).Active.ShouldBe(Second with { Release = release, HasResponded = true });
    }

    [Theory]
    [InlineData("v0.1.0")]
    [InlineData("v0.2.1")]
    public void Another_release_does_not_get_the_height_of_an_upgrade_that_led_to_this_one_and_knows_what_lies_behind_the_home(string tag)
    {
        var chosen = JournalState.Replay([Selected, Due, Activated, new JournalEntry.Selected(tag, "elsewhere", "by hand")]).Active.ShouldNotBeNull();

        chosen.ShouldBe(new ActiveRelease(new Release(ReleaseTag.Parse(tag), "elsewhere"), 0, HasResponded: true) { PassedBefore = 100 });
        SnapshotPolicy.Choose([], hasDataNode: false, chosen, StartCause.Switch).ShouldBe(new SnapshotChoice.AsConfigured());
        chosen.Passed.ShouldBe(100ul);
    }

    [Fact]
    public void A_release_that_a_person_chooses_is_not_its_own_successor() =>
        JournalState.Replay([Selected, new JournalEntry.Accepted("v0.2.0", 100), new JournalEntry.Selected("v0.2.0", "v0.2.0", "by hand")])
            .Active.ShouldBe(Second with { ActivationHeight = 0, HasResponded = true });

    [Fact]
    public void Processes_are_known_until_they_have_ended()
    {
        JournalState.Replay([Selected, Intent, Core, DataNode]).Processes.AsEnumerable().ShouldBe([Core, DataNode]);
        JournalState.Replay([Selected, Intent, Core, DataNode, new JournalEntry.Ended(VegaRoles.Core, 812, "exit 1")]).Processes.AsEnumerable().ShouldBe([DataNode]);
        JournalState.Replay([Selected, Intent, Core, DataNode, new JournalEntry.Stopped(false)]).Processes.ShouldBeEmpty();
    }

    [Fact]
    public void Only_a_stop_that_was_asked_for_is_a_clean_end()
    {
        JournalState.Replay([Selected, Intent]).EndedAsAsked.ShouldBeFalse("the start may have happened");
        JournalState.Replay([Selected, Intent, Core]).EndedAsAsked.ShouldBeFalse();
        JournalState.Replay([Selected, Intent, Core, new JournalEntry.Stopped(true)]).EndedAsAsked.ShouldBeTrue();
        JournalState.Replay([Selected, Intent, Core, new JournalEntry.Stopped(false)]).EndedAsAsked.ShouldBeFalse();
        JournalState.Replay([Selected, Intent, Core, new JournalEntry.Stopped(true), Intent]).EndedAsAsked.ShouldBeFalse();
    }

    [Fact]
    public void A_core_is_known_to_have_answered_until_it_has_stopped_or_another_is_started()
    {
        var answered = new JournalEntry.Answered("v0.1.0");

        JournalState.Replay([Selected, Intent, Core]).HasAnswered.ShouldBeFalse();
        JournalState.Replay([Selected, Intent, Core, answered]).HasAnswered.ShouldBeTrue();
        JournalState.Replay([Selected, Intent, Core, answered, new JournalEntry.Opened("1.0.0", 811), new JournalEntry.HandedOver()]).HasAnswered.ShouldBeTrue();
        JournalState.Replay([Selected, Intent, Core, answered, new JournalEntry.Stopped(true)]).HasAnswered.ShouldBeFalse();
        JournalState.Replay([Selected, Intent, Core, answered, Intent]).HasAnswered.ShouldBeFalse();
    }

    [Fact]
    public void A_stop_that_left_it_open_whether_the_core_was_ready_leaves_it_open_until_another_start_a_persons_word_or_an_upgrade()
    {
        JournalEntry[] unsure = [Selected, Intent, Core, new JournalEntry.Stopped(true, Unsure: true, AtMost: 90)];

        JournalState.Replay([Selected, Intent, Core, new JournalEntry.Stopped(true)]).Unsure.ShouldBeNull();
        JournalState.Replay(unsure).Unsure.ShouldBe(new UncertainStop(90));
        JournalState.Replay([Selected, Intent, Core, new JournalEntry.Stopping("x", Unsure: true)]).Unsure.ShouldBe(new UncertainStop(null), "whoever dies in the stop");
        JournalState.Replay([Selected, Intent, Core, new JournalEntry.Stopping("x", Unsure: true), new JournalEntry.Stopped(true)]).Unsure.ShouldBeNull("its end has told");
        JournalState.Replay([.. unsure, new JournalEntry.Opened("1.0.0", 811), new JournalEntry.Failed("refused")]).Unsure.ShouldNotBeNull("dying forgets nothing");
        JournalState.Replay([.. unsure, Intent]).Unsure.ShouldBeNull();
        JournalState.Replay([.. unsure, Selected]).Unsure.ShouldBeNull();
        JournalState.Replay([.. unsure, Due, Activated]).Unsure.ShouldBeNull();
    }

    [Fact]
    public void What_the_network_has_agreed_on_is_known_until_it_is_withdrawn_or_activated()
    {
        var accepted = new JournalEntry.Accepted("v0.2.0", 100);
        var other = new JournalEntry.Accepted("v0.3.0", 200);

        JournalState.Replay([Selected, accepted]).Active.ShouldBe(First with { Accepted = Plan("v0.2.0", 100) });
        JournalState.Replay([Selected, accepted, other]).Active.ShouldBe(First with { Accepted = Plan("v0.3.0", 200) });
        JournalState.Replay([Selected, accepted, new JournalEntry.Withdrawn()]).Active.ShouldBe(First);
        JournalState.Replay([Selected, accepted, Due, Activated]).Active.ShouldBe(Second);
        JournalState.Replay([Selected, accepted, Intent, Core, new JournalEntry.Stopped(true)]).Active.ShouldNotBeNull().Accepted.ShouldBe(Plan("v0.2.0", 100));
    }

    [Fact]
    public void A_corrected_binary_does_not_forget_what_the_network_has_agreed_on() =>
        JournalState.Replay([Selected, new JournalEntry.Accepted("v0.2.0", 100), new JournalEntry.Selected("v0.1.1", "genesis", "the binary was replaced")])
            .Active.ShouldNotBeNull().Accepted.ShouldBe(Plan("v0.2.0", 100));

    [Fact]
    public void A_switch_that_was_decided_has_a_target_until_it_is_activated()
    {
        var switching = new JournalEntry.Switching("v0.2.0", "elsewhere", 100);

        JournalState.Replay([Selected, Due]).Target.ShouldBeNull();
        JournalState.Replay([Selected, Due, switching]).Target.ShouldBe(new Release(ReleaseTag.Parse("v0.2.0"), "elsewhere"));
        JournalState.Replay([Selected, Due, switching, new JournalEntry.Stopped(true)]).Target.ShouldNotBeNull();
        JournalState.Replay([Selected, Due, switching, Activated]).Target.ShouldBeNull();
        JournalState.Replay([Selected, Due, switching, Activated]).InFlight.ShouldBeNull();
    }

    [Fact]
    public void A_stop_goes_on_until_everything_has_stopped_or_another_start_is_made()
    {
        var stopping = new JournalEntry.Stopping("asked to stop");
        var ended = new JournalEntry.Ended(VegaRoles.Core, 812, "exit 0");

        JournalState.Replay([Selected, Intent, Core]).IsStopping.ShouldBeFalse();
        JournalState.Replay([Selected, Intent, Core, stopping, ended]).IsStopping.ShouldBeTrue();
        JournalState.Replay([Selected, Intent, Core, stopping, ended, new JournalEntry.Stopped(true)]).IsStopping.ShouldBeFalse();
        JournalState.Replay([Selected, Intent, Core, stopping, Intent]).IsStopping.ShouldBeFalse();
    }

    [Fact]
    public void What_was_to_be_started_is_known_until_everything_has_stopped()
    {
        JournalState.Replay([Selected, Intent, DataIntent]).Launch.AsEnumerable().ShouldBe([Intent, DataIntent]);
        JournalState.Replay([Selected, Intent, DataIntent, Core, DataNode, new JournalEntry.Ended(VegaRoles.Core, 812, "exit 1")]).Launch.Length.ShouldBe(2);
        JournalState.Replay([Selected, Intent, DataIntent, Core, DataNode, Intent]).Launch.AsEnumerable().ShouldBe([Intent]);
        JournalState.Replay([Selected, Intent, DataIntent, Core, DataNode, new JournalEntry.Stopped(true)]).Launch.ShouldBeEmpty();
    }

    [Fact]
    public void A_new_start_forgets_the_processes_of_the_one_before() =>
        JournalState.Replay([Selected, Intent, Core, DataNode, Intent]).Processes.ShouldBeEmpty();

    [Fact]
    public void A_node_that_was_given_up_is_so_until_it_answers_or_a_person_has_looked()
    {
        JournalEntry[] failed = [Selected, new JournalEntry.Failed("exit 1")];
        JournalState.Replay(failed).GivenUp.ShouldBe("exit 1");
        JournalState.Replay([.. failed, new JournalEntry.Answered("v0.1.0")]).GivenUp.ShouldBeNull();
        JournalState.Replay([.. failed, new JournalEntry.Resolved("--keep-journal", "alice", null)]).GivenUp.ShouldBeNull();
    }

    [Fact]
    public void A_handover_changes_nothing_about_what_runs()
    {
        var history = JournalState.Replay([Selected, Intent, Core]);

        history.After(new JournalEntry.HandedOver()).ShouldBe(history);
    }

    [Fact]
    public void A_tag_that_cannot_be_one_is_refused() =>
        Should.Throw<FormatException>(() => JournalState.Replay([new JournalEntry.Due("../v1", 100)]));

    private static UpgradePlan Plan(string tag, ulong height) => new(ReleaseTag.Parse(tag), height);
}
