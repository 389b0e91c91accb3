using System.Diagnostics;
using System.Globalization;
using Visor.Bench.Peers;

namespace Visor.Bench.Measurements;

/// <summary>What every tool that keeps processes running does: it starts them, waits, starts them again, stops them.</summary>
internal sealed class PeerCare(Tools tools, IReadOnlyList<ProcessKeeper> peers)
{
    private const int StartsAndStops = 15;
    private const int Crashes = 20;
    private const int Minutes = 3;

    // Longer than the second that runsv and s6-supervise keep between two starts, so that their own speed is seen.
    private const string LifeMilliseconds = "1300";

    private static readonly TimeSpan Half = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async Task<IReadOnlyList<PeerFigure>> Run()
    {
        var figures = new SideBySide<ProcessKeeper>(peers);
        await figures.Rounds(StartsAndStops, (peer, _) => StartAndStop(peer, figures));
        await figures.AtOnce(peer => CrashAgainAndAgain(peer, figures));
        foreach (var _ in Enumerable.Range(0, Minutes))
            await figures.AtOnce(peer => Wait(peer, figures));
        return figures.Figures();
    }

    private async Task StartAndStop(ProcessKeeper peer, SideBySide<ProcessKeeper> figures)
    {
        using var scene = PeerScene.Quiet(tools);
        await using var running = await peer.Start(scene);
        await Until(() => scene.LastFirst(StampKind.Start) is not null, "its children have not started");

        // A moment for what it does behind its start, such as writing that down.
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        var (asked, ended) = await running.Stop();
        await Until(() => scene.LastFirst(StampKind.Exit) is not null, "its children have not stopped");
        figures.Add(peer, "start-up: asked → both children run", "ms", Milliseconds(scene.LastFirst(StampKind.Start)!.Value - running.BeganAt));
        figures.Add(peer, "stop: asked → both children have ended", "ms", Milliseconds(scene.LastFirst(StampKind.Exit)!.Value - asked));
        if (ended is { } itself)
            figures.Add(peer, "stop: asked → the tool has ended too", "ms", Milliseconds(itself - asked));
    }

    private async Task CrashAgainAndAgain(ProcessKeeper peer, SideBySide<ProcessKeeper> figures)
    {
        using var scene = PeerScene.Crashing(tools, LifeMilliseconds);
        await using var running = await peer.Start(scene);
        await Until(() => scene.Stamps[0].Count(StampKind.Start) > Crashes + 1, "its child has not been started again often enough");
        figures.Add(peer, "crash → restart", "ms", Gaps.Milliseconds(scene.Stamps[0].Read(), StampKind.Exit, StampKind.Start).Skip(1));
    }

    private async Task Wait(ProcessKeeper peer, SideBySide<ProcessKeeper> figures)
    {
        using var scene = PeerScene.Quiet(tools);
        await using var running = await peer.Start(scene);
        await Until(() => scene.LastFirst(StampKind.Start) is not null, "its children have not started");
        await Task.Delay(Half);
        var before = running.Own().Sum(Native.CpuTime);
        await Task.Delay(Half);
        var own = running.Own();
        figures.Add(peer, "RSS at 60 s, two children", "MiB", own.Sum(Resident));
        figures.Add(peer, "CPU in 30 s, two children", "ms", Milliseconds(own.Sum(Native.CpuTime) - before));
        await running.Stop();
    }

    // VmRSS of proc_pid_status(5): pages that several of its processes share are counted for each.
    private static double Resident(int pid) =>
        double.Parse(File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;

    private static double Milliseconds(long nanoseconds) => nanoseconds / 1e6;

    private static async Task Until(Func<bool> condition, string complaint)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"{complaint} within {Patience.TotalMinutes} minutes");
            await Task.Delay(20);
        }
    }
}
