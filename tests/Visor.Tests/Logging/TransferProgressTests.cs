using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Logging;
using Xunit;

namespace Visor.Tests.Logging;

[Pure]
public sealed class TransferProgressTests
{
    private const int MiB = 1024 * 1024;

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();

    [Fact]
    public void Without_a_terminal_a_line_is_logged_every_ten_seconds_at_most()
    {
        using var progress = new Transfers(_log, terminal: null, _time).Begin("v2");

        for (var tick = 1; tick <= 25_000; tick++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            progress.Report(tick * 1024L, 25_000 * 1024L);
        }

        _log.Lines.Count.ShouldBe(2);
        _log.Lines.First().ShouldContain("v2: 9.8 of 24.4 MiB (40 %), 1000.0 KiB/s, about 15 s left");
    }

    [Fact]
    public void What_an_interrupted_download_has_left_does_not_count_as_fast()
    {
        var rate = new TransferRate(_time);

        rate.Add(70 * MiB);
        rate.BytesPerSecond.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(2));
        rate.Add(72 * MiB);

        rate.BytesPerSecond.ShouldBe(MiB);
    }

    [Fact]
    public void A_download_that_begins_anew_has_no_negative_rate()
    {
        var rate = new TransferRate(_time);
        rate.Add(70 * MiB);
        _time.Advance(TimeSpan.FromSeconds(2));

        rate.Add(0);
        rate.BytesPerSecond.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        rate.Add(MiB);

        rate.BytesPerSecond.ShouldBe(MiB);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_ten_seconds()
    {
        var rate = new TransferRate(_time);
        var received = 0L;
        for (var second = 0; second < 60; second++)
        {
            rate.Add(received += second < 30 ? 50 * MiB : MiB);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        rate.BytesPerSecond.ShouldBeInRange(0.8 * MiB, 1.1 * MiB);
    }
}
