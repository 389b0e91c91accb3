using Shouldly;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery.Stamp;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Recovery.Stamp;

[Pure]
public sealed class StampVerdictTests
{
    private const string Home = "0123456789abcdef0123456789abcdef";

    private static readonly JournalEntry[] Upgraded =
    [
        new JournalEntry.Selected("v0.1.0", "genesis", "first start in this home"),
        new JournalEntry.Accepted("v0.2.0", 100),
        new JournalEntry.Due("v0.2.0", 100),
        new JournalEntry.Switching("v0.2.0", "v0.2.0", 100),
        new JournalEntry.Activated("v0.2.0", "v0.2.0", 100),
        new JournalEntry.Answered("v0.2.0"),
    ];

    private static readonly DataStamp First = new(Home, 1, "v0.1.0", "genesis", 0, Answered: true);
    private static readonly DataStamp Second = new(Home, 2, "v0.2.0", "v0.2.0", 100, Answered: true);

    [Fact]
    public void What_the_journal_says_is_what_belongs_beside_the_data()
    {
        DataStamp.Create(Home, JournalState.Empty).ShouldBeNull();
        DataStamp.Create(Home, History(1)).ShouldBe(First);
        DataStamp.Create(Home, History(5)).ShouldBe(Second with { Answered = false });
        DataStamp.Create(Home, History(6)).ShouldBe(Second);
    }

    [Fact]
    public void Data_without_a_stamp_has_nothing_to_say()
    {
        Verdict(new StampReading.Missing(), 6).ShouldBe(StampVerdict.Agrees);
        Verdict(new StampReading.Unusable("it is a folder"), 6).ShouldBe(StampVerdict.Agrees);
        Verdict(new StampReading.Newer(2), 6).ShouldBe(StampVerdict.NewerVisor);
    }

    [Theory]
    [InlineData(1, 1, nameof(StampVerdict.Agrees))]
    [InlineData(2, 6, nameof(StampVerdict.Agrees))]
    [InlineData(2, 5, nameof(StampVerdict.Agrees))] // It had answered, and the line that says so was lost with the power.
    [InlineData(1, 6, nameof(StampVerdict.Agrees))] // A crash between the journal and the stamp.
    [InlineData(2, 1, nameof(StampVerdict.JournalIsOlder))]
    [InlineData(2, 4, nameof(StampVerdict.JournalIsOlder))] // A copy from within the switch.
    [InlineData(1, 0, nameof(StampVerdict.JournalIsOlder))]
    public void A_stamp_may_be_behind_the_journal_and_never_before_it(int stamp, int lines, string verdict) =>
        Verdict(new StampReading.Found(stamp == 1 ? First : Second), lines).ToString().ShouldBe(verdict);

    [Fact]
    public void A_stamp_that_is_behind_although_it_has_been_written_since_is_of_older_data()
    {
        var history = History(6).After(new JournalEntry.Stamped(2));

        StampVerdicts.Judge(new StampReading.Found(First), Home, history).ShouldBe(StampVerdict.DataIsOlder);
        StampVerdicts.Judge(new StampReading.Found(Second), Home, history).ShouldBe(StampVerdict.Agrees);
    }

    [Fact]
    public void Two_copies_that_have_gone_their_own_ways_are_told_apart()
    {
        DataStamp[] others = [Second with { Tag = "v0.3.0" }, Second with { Folder = "other" }, Second with { Height = 99 }];

        foreach (var other in others)
            Verdict(new StampReading.Found(other), 6).ShouldBe(StampVerdict.WentApart);
    }

    [Fact]
    public void The_data_of_another_home_is_not_this_ones()
    {
        Verdict(new StampReading.Found(Second with { Home = "fedcba9876543210fedcba9876543210" }), 6).ShouldBe(StampVerdict.OtherHome);
        StampVerdicts.Judge(new StampReading.Found(Second), home: null, History(6)).ShouldBe(StampVerdict.Agrees);
    }

    [Fact]
    public void A_release_chosen_by_hand_counts_also_at_the_same_height()
    {
        var hotfix = History(6).After(new JournalEntry.Selected("v0.2.1", "v0.2.1", "by hand"));

        DataStamp.Create(Home, hotfix).ShouldBe(new DataStamp(Home, 3, "v0.2.1", "v0.2.1", 100, Answered: true));
        StampVerdicts.Judge(new StampReading.Found(DataStamp.Create(Home, hotfix)!), Home, History(6)).ShouldBe(StampVerdict.JournalIsOlder);
        var back = hotfix.After(new JournalEntry.Selected("v0.2.0", "v0.2.0", "by hand"));
        StampVerdicts.Judge(new StampReading.Found(DataStamp.Create(Home, back)!), Home, hotfix).ShouldBe(StampVerdict.JournalIsOlder);
    }

    [Fact]
    public void What_the_data_says_goes_on_as_if_it_had_been_journalled()
    {
        var restored = History(1).After(new JournalEntry.Due("v0.2.0", 100)).After(StampVerifier.Taken(Second, "v0.2.0", VegaNode.Versions(ReleaseTag.Parse("v0.2.0")), "visor resolve --keep-data"));

        restored.Active!.ActivationHeight.ShouldBe(100u);
        restored.Active.HasResponded.ShouldBeTrue();
        restored.InFlight.ShouldBeNull();
        DataStamp.Create(Home, restored).ShouldBe(Second);
    }

    private static StampVerdict Verdict(StampReading reading, int lines) => StampVerdicts.Judge(reading, Home, History(lines));

    private static JournalState History(int lines) => JournalState.Replay(Upgraded.Take(lines));
}
