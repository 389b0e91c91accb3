using System.Text;
using Shouldly;
using Visor.Home;
using Visor.Supervision.Contradictions;
using Visor.Supervision.Journaling;
using Xunit;

namespace Visor.Tests.Supervision.Contradictions;

public sealed class ContradictionTests
{
    private const string Lives = "the core (pid 812) still lives";

    private static readonly VisorHome Home = new("/srv/node");

    private static readonly JournalHistory Idle = JournalHistory.Of([new JournalEntry.Selected("v0.1.0", "genesis", "the first start on this home")]);
    private static readonly JournalHistory Due = Idle.After(new JournalEntry.Due("v0.2.0", 100));
    private static readonly JournalHistory Switching = Due.After(new JournalEntry.Switching("v0.2.0", "v0.2.0", 100));

    private static readonly (string Name, JournalHistory History, string? Lives)[] Situations =
    [
        ("nothing lives", Idle, null),
        ("the core lives", Idle, Lives),
        ("due, nothing lives", Due, null),
        ("due, the core lives", Due, Lives),
        ("switching, nothing lives", Switching, null),
        ("switching, the core lives", Switching, Lives),
    ];

    private static readonly CurrentReading[] Readings =
    [
        new CurrentReading.Folder("/srv/node/genesis"),
        new CurrentReading.Folder("/srv/node/v0.2.0"),
        new CurrentReading.Folder("/opt/other"),
        new CurrentReading.Missing(),
        new CurrentReading.Broken("gone"),
        new CurrentReading.NotALink(IsFolder: true),
        new CurrentReading.NotALink(IsFolder: false),
    ];

    [Fact]
    public Task What_was_found_and_every_way_out_are_told_as_the_golden_file_says()
    {
        var page = new StringBuilder();
        foreach (var (name, history, lives) in Situations)
        {
            foreach (var reading in Readings)
                page.Append($"# {name}; current: {reading}\n{Contradiction.Between(history, reading, Home, lives) ?? "they agree"}\n\n");
        }

        return GoldenFile.ShouldMatch(page.ToString(), "contradictions.txt");
    }

    [Fact]
    public void A_journal_that_knows_nothing_contradicts_nothing() =>
        Contradiction.Between(JournalHistory.Empty, new CurrentReading.Missing(), Home, lives: null).ShouldBeNull();
}
