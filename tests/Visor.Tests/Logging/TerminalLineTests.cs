using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Logging;
using Visor.Platform;
using Xunit;

namespace Visor.Tests.Logging;

[Edge]
public sealed class TerminalLineTests
{
    private readonly Screen _screen = new(60);

    [Fact]
    public async Task Lines_of_the_log_stand_above_the_bar_and_not_in_it()
    {
        await using var terminal = new TerminalLine(_screen.Write, () => 60);

        terminal.Show("v2  ███░░░");
        await Seen("v2  ███░░░");
        terminal.Write("one\n");
        _screen.Lines.ShouldBe(["one", "v2  ███░░░"]);
        terminal.Write("half a ");
        _screen.Lines.ShouldBe(["one", "half a "]);
        terminal.WriteLine("line");
        _screen.Lines.ShouldBe(["one", "half a line", "v2  ███░░░"]);
        terminal.Show("v2");
        await Seen("one", "half a line", "v2");
        terminal.Hide();
        await Seen("one", "half a line", "");
        terminal.Write("two\n");
        _screen.Lines.ShouldBe(["one", "half a line", "two", ""]);
    }

    [Fact]
    public async Task The_node_writes_over_the_bar_and_not_behind_it()
    {
        await using var terminal = new TerminalLine(_screen.Write, () => 60);
        terminal.Show("bar");
        await Seen("bar");

        _screen.Write("a line of the node\n");
        terminal.Show("BAR");

        await Seen("a line of the node", "BAR");
    }

    [Fact]
    public async Task The_bar_is_gone_when_Visor_ends()
    {
        var terminal = new TerminalLine(_screen.Write, () => 60);
        terminal.Show("bar");
        await Seen("bar");

        await terminal.DisposeAsync();

        _screen.Lines.ShouldBe([""]);
    }

    [Fact]
    public async Task A_terminal_that_is_stopped_stops_no_download()
    {
        using var stopped = new StoppedTerminal();
        var terminal = new TerminalLine(stopped.Write, () => 60);
        terminal.Show("first");
        await stopped.Reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        for (var report = 0; report < 1000; report++)
            terminal.Show("more"); // Would not come back if it waited for the terminal.

        stopped.GoOn();
        await terminal.DisposeAsync();
    }

    [Fact]
    public async Task A_transfer_is_shown_ten_times_a_second_at_most_and_leaves_nothing_behind()
    {
        var time = new FakeTimeProvider();
        await using var terminal = new TerminalLine(_screen.Write, () => 60);
        var log = new RecordingLog();
        var progress = new Transfers(log, terminal, time).Begin("v2");

        time.Advance(TimeSpan.FromMilliseconds(99));
        progress.Report(0, 1000);
        time.Advance(TimeSpan.FromMilliseconds(1));
        progress.Report(100, 1000);
        await Seen("v2  █░░░░░░░░░  10 %  100 of 1000 B  97.7 KiB/s  1 s left");
        progress.Dispose();

        await Seen("");
        log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_a_terminal_has_a_width()
    {
        using var file = new TemporaryFolder();
        await using var stream = File.Create(file["file"]);
        TerminalWidth.Read((int)stream.SafeFileHandle.DangerousGetHandle()).ShouldBeNull();
        using var terminal = Native.Open("/dev/ptmx", Native.O_RDWR | Native.O_CLOEXEC, 0);
        Assert.SkipWhen(terminal.IsInvalid, "there are no pseudo terminals here");

        TerminalWidth.Read((int)terminal.DangerousGetHandle()).ShouldBe(80);
    }

    private Task Seen(params string[] lines) =>
        Eventually.Holds(() => _screen.Lines.SequenceEqual(lines, StringComparer.Ordinal), string.Join(" | ", lines));

    /// <summary>Waits in its first write until it is told to go on.</summary>
    private sealed class StoppedTerminal : IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _goOn = new();

        public Task Reached => _reached.Task;

        public void GoOn() => _goOn.Set();

        public void Write(string text)
        {
            _reached.TrySetResult();
            _goOn.Wait(TimeSpan.FromSeconds(30));
        }

        public void Dispose() => _goOn.Dispose();
    }
}
