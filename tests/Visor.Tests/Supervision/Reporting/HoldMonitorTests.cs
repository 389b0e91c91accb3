using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Node;
using Visor.Supervision.Reporting;
using Visor.Tests.Home;
using Visor.Tests.Journaling;
using Xunit;

namespace Visor.Tests.Supervision.Reporting;

[Edge]
public sealed class HoldMonitorTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly OperatorHold Order = new("waiting", "alice (uid 1000)", Noon);

    private readonly HomeFolder _home = new();
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly HomeChangeSignal _changes = new();
    private readonly List<string> _told = [];
    private readonly RuntimeTelemetry _observations;
    private readonly HoldFile _hold;

    public HoldMonitorTests()
    {
        _observations = new RuntimeTelemetry(_time, _log, () => { });
        _hold = new HoldFile(_home.Paths);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_hold_that_is_set_and_lifted_is_journalled_logged_and_told_with_who_has_done_it()
    {
        await Watching(async () =>
        {
            _hold.Write(Order);
            await Seen(Order);
            new HoldLifting(_home.Paths).Leave("bob (uid 1001)");
            _hold.Remove();
            await Seen(null);
        });

        Journalled.ShouldBe([new JournalEntry.Held("waiting", "alice (uid 1000)", Noon), new JournalEntry.HoldLifted("bob (uid 1001)", "waiting")]);
        _told.ShouldBe(["HoldSet waiting by alice (uid 1000)", "HoldLifted waiting by bob (uid 1001)"]);
        Logged.ShouldContain("Warning: The switch is held by alice (uid 1000) since 2026-03-04T12:00:00Z: waiting; `visor resume` ends it");
        Logged.ShouldContain("Information: The hold (waiting) was released by bob (uid 1001)");
        File.Exists(_home.Paths.HoldLifting).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_done_while_no_Visor_ran_is_told_by_the_next_one_and_once()
    {
        _hold.Write(Order);
        await Watching(() => Seen(Order));
        await Watching(() => Seen(Order));
        _hold.Remove();
        await Watching(() => Seen(null));
        await Watching(() => Seen(null));

        Journalled.ShouldBe([new JournalEntry.Held("waiting", "alice (uid 1000)", Noon), new JournalEntry.HoldLifted(null, "waiting")]);
        Logged.ShouldContain("Information: The hold (waiting) was released by an unknown user");
    }

    [Fact]
    public async Task A_note_of_a_lifting_long_ago_is_not_taken_for_the_next_one()
    {
        new HoldLifting(_home.Paths).Leave("bob (uid 1001)");
        await Watching(async () =>
        {
            _hold.Write(Order);
            await Seen(Order);
            _hold.Remove();
            await Seen(null);
        });

        Journalled[^1].ShouldBe(new JournalEntry.HoldLifted(null, "waiting"));
    }

    [Fact]
    public async Task Another_reason_is_news_and_a_file_that_is_touched_again_is_not()
    {
        await Watching(async () =>
        {
            _home.Write("hold", "first\n");
            await Eventually.Holds(Signalled(() => _observations.Now.Hold?.Reason is "first"), "the first reason");
            File.SetLastWriteTimeUtc(_home["hold"], Noon.UtcDateTime);
            await Eventually.Holds(Signalled(() => _observations.Now.Hold?.Since == Noon), "the new time");
            _home.Write("hold", "second\n");
            await Eventually.Holds(Signalled(() => _observations.Now.Hold?.Reason is "second"), "the second reason");
        });

        Journalled.Cast<JournalEntry.Held>().Select(h => h.Reason).ShouldBe(["first", "second"]);
    }

    private string Logged => string.Join('\n', _log.Lines);

    private JournalEntry[] Journalled => OpenJournal.Read(_home.Paths.Journal);

    private async Task Watching(Func<Task> meanwhile)
    {
        using var journal = OpenJournal.At(_home.Paths.Journal, _time, _log);
        using var over = new CancellationTokenSource();
        var monitor = new HoldMonitor(
            _hold, new HoldLifting(_home.Paths), _changes, _observations, journal, (kind, hold, by) => _told.Add($"{kind} {hold.Reason} by {by}"), "visor resume", _time, _log);
        var following = Task.Run(() => monitor.Follow(over.Token), TestContext.Current.CancellationToken);
        await meanwhile();
        await over.CancelAsync();
        await following;
    }

    // Shown before it is told, which the end of the monitor waits for.
    private Task Seen(OperatorHold? wanted) => Eventually.Holds(Signalled(() => _observations.Now.Hold == wanted), $"{wanted}");

    private Func<bool> Signalled(Func<bool> condition) => () =>
    {
        _changes.Signal();
        return condition();
    };
}
