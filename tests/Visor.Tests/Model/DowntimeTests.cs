using System.Text;
using Shouldly;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Model;

[Pure]
public sealed class DowntimeTests
{
    private static readonly DowntimeParts Late = new(0, 18_600, 200, 4, 200);

    [Fact]
    public Task A_downtime_is_one_figure_with_its_parts()
    {
        (string Name, string Text)[] cases =
        [
            ("the release was late", Downtime.Format(new Downtime(19_004, Late))),
            ("prompt", Downtime.Format(new Downtime(404, Late with { ReleaseMs = 0 }))),
            ("held", Downtime.Format(new Downtime(3_723_404, new DowntimeParts(3_723_000, 0, 200, 4, 200)))),
            ("held, and the release was late", Downtime.Format(new Downtime(31_004, Late with { HoldMs = 12_000 }))),
            ("a restart", Downtime.Format(new Downtime(5_150, DowntimeParts.None with { StopMs = 50, StartMs = 5_100 }))),
            ("Visor was replaced in between", Downtime.Format(new Downtime(19_004, Late) { FromJournal = true })),
            ("the journal of an older Visor", Downtime.Format(new Downtime(19_004, new DowntimeParts(null, null, null, 4, 200)) { FromJournal = true })),
            ("one part is not known", Downtime.Format(new Downtime(19_004, Late with { StopMs = null }))),
            ("no time at all", Downtime.Format(new Downtime(0, DowntimeParts.None))),
            ("not known", Downtime.Format(null)),
            ("goes on", new Downtime(18_600, DowntimeParts.None with { ReleaseMs = 18_600 }).SoFar()),
        ];
        return GoldenFile.ShouldMatch(
            cases.Aggregate(new StringBuilder(), (text, c) => text.Append(c.Name).Append(": ").Append(c.Text).Append('\n'), text => text.ToString()), "downtime.txt");
    }

    [Fact]
    public void Its_parts_add_up_to_the_whole_however_its_moments_are_rounded()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 1000; i++)
        {
            var at = TimeSpan.FromTicks(random.NextInt64(1_000_000_000));
            var open = OpenDowntime.Begin(DowntimePart.Release, at);
            for (var n = random.Next(8); n >= 0; n--)
                open = open.Enter((DowntimePart)random.Next(5), at += TimeSpan.FromTicks(random.NextInt64(30_000)));

            var whole = open.End(at + TimeSpan.FromTicks(random.NextInt64(30_000))).ShouldNotBeNull();

            whole.Parts.Sum().ShouldBe(whole.TotalMs);
        }
    }

    [Fact]
    public void A_clock_that_was_set_back_tells_nothing()
    {
        var open = OpenDowntime.Begin(DowntimePart.Release, TimeSpan.FromSeconds(10));

        open.End(TimeSpan.FromSeconds(9)).ShouldBeNull();
        open.Enter(DowntimePart.Stop, TimeSpan.FromSeconds(9)).End(TimeSpan.FromSeconds(20)).ShouldBeNull();
        open.Moved(now: TimeSpan.FromSeconds(9), other: TimeSpan.Zero).End(TimeSpan.FromSeconds(20)).ShouldBeNull();
    }

    [Fact]
    public void What_an_older_Visor_has_called_downtime_is_not_shown_as_the_whole() =>
        new LastUpgradeStatus("v0.2.0", 100, DateTimeOffset.UnixEpoch, DowntimeMs: 7).Downtime().ShouldBeNull();

    [Fact]
    public void What_goes_on_is_told_as_it_is_at_a_moment()
    {
        var since = new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

        new DowntimeStatus(since, "hold", since.AddSeconds(2), DowntimeParts.None with { StopMs = 2000 }).SoFar(since.AddSeconds(5)).SoFar()
            .ShouldBe("downtime so far 5.0 s (held 3.0 s, stop 2.0 s)");
    }

    [Fact]
    public void What_goes_on_adds_up_although_its_moments_are_read_to_the_second()
    {
        var since = new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

        new DowntimeStatus(since, "hold", since.AddSeconds(5), DowntimeParts.None with { ReleaseMs = 4300 }).SoFar(since.AddSeconds(10)).SoFar()
            .ShouldBe("downtime so far 9.3 s (held 5.0 s, waited for release 4.3 s)");
    }
}
