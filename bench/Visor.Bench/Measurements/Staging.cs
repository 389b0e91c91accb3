using System.Diagnostics;
using Visor.SimulatedGitHub;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Requests;

namespace Visor.Bench.Measurements;

/// <summary>
/// A release of 80 MB that is fetched while the old one runs: what it costs in memory and time, and that the switch does not
/// notice. The server is in this process and has the same machine; curl is served by it too.
/// </summary>
internal sealed class Staging(Tools tools)
{
    private const int Runs = 5;
    private const int SlowRuns = 3;
    private const string Downloaded = "is downloaded";

    // Enough for the download and what follows it; the switch comes later.
    private const string LongAfter = "10000";

    // Visor hears of the upgrade within 2 s, and 80 MB take five more at this speed.
    private const string MeanwhileDue = "3500";
    private const int SlowBytesPerSecond = 16_000_000;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        List<Figure> figures = [];
        foreach (var isZip in new[] { true, false })
        {
            using var release = await LargeRelease.Make(tools, isZip);
            figures.AddRange(await Fast(release));
            if (isZip)
                figures.Add(await Slow(release));
        }

        return figures;
    }

    private async Task<IReadOnlyList<Figure>> Fast(LargeRelease release)
    {
        var hasCurl = await CurlDownload.IsThere();
        List<double> peaks = [], byVisor = [], byCurl = [], gaps = [];
        for (var run = 0; run < Runs; run++)
        {
            await using var server = await ReleaseServer.Start();
            release.PublishOn(server);
            using var home = release.HomeBefore(tools, server, LongAfter);
            using var visor = VisorProcess.Start(tools, home);
            var downloaded = await visor.WhenLogged(Downloaded);
            byVisor.Add((downloaded - BeganAt(server)).TotalMilliseconds);
            await visor.Until(StampKind.Start, 2);
            peaks.Add(visor.PeakResident());
            gaps.AddRange(Gaps.Milliseconds(home.Stamps.Read(), StampKind.Exit, StampKind.Start));
            await visor.Stop();
            if (hasCurl)
                byCurl.Add(await CurlDownload.Measure(tools, server, Path.GetDirectoryName(home.Log)!));
        }

        var kind = $"{LargeRelease.Megabytes} MB, {(release.IsZip ? "zip" : "bare binary")}";
        return
        [
            Figure.Of($"peak RSS while staging ({kind})", "MiB", 40, peaks),
            Figure.Of($"download and hash ({kind})", "ms", null, byVisor),
            .. hasCurl
                ? [
                    Figure.Of($"the same by `curl -o`, without a hash ({kind})", "ms", null, byCurl),
                    // Not below 0.8 of its throughput.
                    Figure.Of($"time by curl's median ({kind})", "×", 1.25, byVisor.Select(v => v / new Distribution(byCurl).Median)),
                ]
                : (Figure[])[Figure.Without($"time by curl's ({kind})", "×", 1.25, "curl is missing")],
            Figure.Of($"last old exit → new start, downloaded ({kind})", "ms", 10, gaps),
        ];
    }

    private async Task<Figure> Slow(LargeRelease release)
    {
        List<double> gaps = [];
        for (var run = 0; run < SlowRuns; run++)
        {
            await using var server = await ReleaseServer.Start();
            release.PublishOn(server);
            await server.Misbehave(new Misbehaviour.Slow(SlowBytesPerSecond));
            using var home = release.HomeBefore(tools, server, MeanwhileDue);
            using var visor = VisorProcess.Start(tools, home);
            await visor.Until(StampKind.Start, 2);
            await visor.Stop();
            var stamps = home.Stamps.Read();
            ThrowUnlessDueMeanwhile(stamps, server);
            gaps.AddRange(Gaps.Milliseconds(stamps, StampKind.Exit, StampKind.Start).Take(1));
        }

        return Figure.Of("last old exit → new start, due while the download went on", "ms", 10, gaps);
    }

    // As the wall clock has it, which is what Visor's log tells the time by.
    private static DateTimeOffset BeganAt(ReleaseServer server) =>
        DateTimeOffset.UtcNow - (Stopwatch.GetElapsedTime(0) - Download(server).BeganAt);

    private static RecordedRequest Download(ReleaseServer server) => server.Requests.First(r => r.Host is HostRole.Storage);

    private static void ThrowUnlessDueMeanwhile(Stamp[] stamps, ReleaseServer server)
    {
        var download = Download(server);
        var due = At(stamps.First(s => s.Kind is StampKind.Due));
        var exit = At(stamps.First(s => s.Kind is StampKind.Exit));
        if (due < download.BeganAt || due > download.EndedAt)
            throw new InvalidOperationException($"the upgrade fell due at {due}, not during the download ({download.BeganAt} to {download.EndedAt})");
        if (exit < download.EndedAt)
            throw new InvalidOperationException("the old core was stopped before the new release was there");
    }

    private static TimeSpan At(Stamp stamp) => TimeSpan.FromMicroseconds(stamp.Monotonic / 1000.0);
}
