using System.Globalization;
using System.Text;
using Visor.Chains;
using Visor.Chains.Vega.Launch;
using Visor.Journaling;
using Visor.Model;
using Visor.Processes;
using Visor.Recovery;
using Xunit;

namespace Visor.Tests.Recovery;

[Pure]
public sealed class NextRunPreviewTests
{
    private static readonly VegaLaunchPlanner Planner = new(new NoWitness());

    private static readonly JournalEntry.Selected First = new("v1", "genesis", "first");
    private static readonly JournalEntry.Due Due = new("v2", 100);
    private static readonly JournalEntry.Switching Switching = new("v2", "two", 100);
    private static readonly JournalEntry.Stopping Stopping = new("asked");

    [Fact]
    public Task What_follows_is_said_for_every_journal_and_whatever_lives()
    {
        var table = new StringBuilder();
        foreach (var (name, entries) in new (string, JournalEntry[])[]
        {
            ("ran", [First]),
            ("ran, a stop has begun", [First, Stopping]),
            ("due", [First, Due]),
            ("due, a stop has begun", [First, Due, Stopping]),
            ("switching", [First, Due, Switching]),
            ("activated", [First, Due, Switching, new JournalEntry.Activated("v2", "two", 100)]),
            ("activated and answered", [First, Due, new JournalEntry.Activated("v2", "two", 100), new JournalEntry.Answered("v2")]),
        })
        {
            var history = JournalState.Replay(entries);
            foreach (var survival in Enum.GetValues<Liveness>())
            {
                table.Append(CultureInfo.InvariantCulture, $"{name}; {survival} lives:\n  visor run ")
                    .Append(NextRunPreview.Describe(history.Active!, history, survival, Planner.BlockOf(history.Active!))).Append('\n');
            }
        }

        return GoldenFile.ShouldMatch(table.ToString(), "next-run.txt");
    }

    private sealed class NoWitness : IUpgradeWitness
    {
        public string Name => "nothing";

        public Task<WitnessAnswer> Ask(NodeDefinition definition, FileLock nodeLock, CancellationToken cancellation) => Task.FromResult<WitnessAnswer>(new WitnessAnswer.Nothing());
    }
}
