using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Status.Metrics;
using Xunit;

namespace Visor.Tests.Status.Metrics;

[Edge]
public sealed class MetricsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();
    private int _written;
    private volatile string? _trouble;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_changes_within_a_second_is_written_once()
    {
        await using var file = Open("metrics.prom");
        file.Publish(Status("ready"));
        await Content("ready 1");

        file.Publish(Status("restarting"));
        file.Publish(Status("failed"));
        await Passes(TimeSpan.FromSeconds(1), () => _written >= 2);

        await Content("failed 2");
    }

    [Fact]
    public async Task Without_news_it_is_written_every_fifteen_seconds()
    {
        await using var file = Open("metrics.prom");
        file.Publish(Status("ready"));
        await Content("ready 1");
        var began = _time.GetUtcNow();

        await Passes(TimeSpan.FromSeconds(1), () => _written >= 3);

        (_time.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_block_more_is_no_news()
    {
        await using var file = Open("metrics.prom");
        file.Publish(Status("ready"));
        await Content("ready 1");
        for (var height = 1UL; height <= 10; height++)
        {
            file.Publish(Status("ready") with { Node = Status("ready").Node with { Height = height } });
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        file.Publish(Status("failed"));
        await Passes(TimeSpan.FromSeconds(1), () => _written >= 2);

        await Content("failed 2");
    }

    [Fact]
    public async Task The_end_is_written_at_once_and_readable_by_all()
    {
        await using (var file = Open("metrics.prom"))
        {
            file.Publish(Status("ready"));
            await Content("ready 1");
            file.Publish(Status("stopped"));
        }

        File.ReadAllText(_folder["metrics.prom"]).ShouldBe("stopped 2");
        File.GetUnixFileMode(_folder["metrics.prom"]).ShouldBe(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Directory.GetFiles(_folder.Path).ShouldBe([_folder["metrics.prom"]]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_once_and_tried_again()
    {
        await using (var file = Open("nowhere/metrics.prom"))
        {
            file.Publish(Status("ready"));
            await Eventually.Holds(() => _log.Lines.Count > 0, "the warning");
            await Passes(TimeSpan.FromSeconds(1), () => _written >= 3);

            Directory.CreateDirectory(_folder["nowhere"]);
            var began = _time.GetUtcNow();
            await Passes(TimeSpan.FromMilliseconds(100), () => File.Exists(_folder["nowhere/metrics.prom"]));
            (_time.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        }

        _log.Lines.Single().ShouldStartWith("Warning: Cannot write the metrics file, so its values are stale: ");
    }

    [Fact]
    public async Task What_cannot_be_looked_up_is_said_once_and_tried_again()
    {
        _trouble = "Too many open files : '/proc'";
        await using (var file = Open("metrics.prom"))
        {
            file.Publish(Status("ready"));
            await Eventually.Holds(() => _log.Lines.Count > 0, "the warning");
            await Passes(TimeSpan.FromSeconds(1), () => _written >= 3);

            _trouble = null;
            await Passes(TimeSpan.FromSeconds(1), () => File.Exists(_folder["metrics.prom"]));
        }

        _log.Lines.Single().ShouldBe("Warning: Cannot write the metrics file, so its values are stale: Too many open files : '/proc'");
    }

    [Fact]
    public async Task A_run_that_never_had_a_status_leaves_no_file()
    {
        await using (Open("metrics.prom"))
        {
        }

        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    // Its content: the state, and how many times it has been written.
    private MetricsFile Open(string name) =>
        new(_folder[name], Text, _time, _log);

    private string Text(NodeStatus status)
    {
        var text = $"{status.Node.State} {Interlocked.Increment(ref _written)}";
        return _trouble is { } trouble ? throw new IOException(trouble) : text;
    }

    private static NodeStatus Status(string state) => Statuses.Empty with { Node = Statuses.Empty.Node with { State = state } };

    private Task Content(string expected) => Eventually.Holds(
        () => File.Exists(_folder["metrics.prom"]) && string.Equals(File.ReadAllText(_folder["metrics.prom"]), expected, StringComparison.Ordinal),
        expected);

    private Task Passes(TimeSpan step, Func<bool> until) => Eventually.Holds(
        () =>
        {
            if (until())
                return true;
            _time.Advance(step);
            return false;
        },
        "what time brings");
}
