using System.Text;
using Shouldly;
using Visor.Home;
using Visor.Journaling;
using Visor.Recovery.Mismatch;
using Xunit;

namespace Visor.Tests.Recovery.Mismatch;

[Pure]
public sealed class StateMismatchTests
{
    private const string Lives = "the core (pid 812) still lives";

    private static readonly VisorHome Home = new("/srv/node");

    private static readonly JournalState Idle = JournalState.Replay([new JournalEntry.Selected("v0.1.0", "genesis", "first start in this home")]);
    private static readonly JournalState Due = Idle.After(new JournalEntry.Due("v0.2.0", 100));
    private static readonly JournalState Switching = Due.After(new JournalEntry.Switching("v0.2.0", "v0.2.0", 100));

    private static readonly (string Name, JournalState History, string? Lives)[] Situations =
    [
        ("nothing lives", Idle, null),
        ("the core lives", Idle, Lives),
        ("due, nothing lives", Due, null),
        ("due, the core lives", Due, Lives),
        ("switching, nothing lives", Switching, null),
        ("switching, the core lives", Switching, Lives),
    ];

    private static readonly CurrentLinkState[] Readings =
    [
        new CurrentLinkState.Folder("/srv/node/genesis"),
        new CurrentLinkState.Folder("/srv/node/v0.2.0"),
        new CurrentLinkState.Folder("/opt/other"),
        new CurrentLinkState.Missing(),
        new CurrentLinkState.Broken("gone"),
        new CurrentLinkState.NotALink(IsFolder: true),
        new CurrentLinkState.NotALink(IsFolder: false),
    ];

    [Fact]
    public Task What_was_found_and_every_way_out_are_told_as_the_golden_file_says()
    {
        var page = new StringBuilder();
        foreach (var (name, history, lives) in Situations)
        {
            foreach (var reading in Readings)
                page.Append($"# {name}; current: {reading}\n{StateMismatch.Between(history, reading, Home, lives) ?? "they agree"}\n\n");
        }

        return GoldenFile.ShouldMatch(page.ToString(), "contradictions.txt");
    }

    [Fact]
    public void A_journal_that_knows_nothing_contradicts_nothing() =>
        StateMismatch.Between(JournalState.Empty, new CurrentLinkState.Missing(), Home, lives: null).ShouldBeNull();
}
