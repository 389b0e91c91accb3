using System.Globalization;
using Visor.Bench.Peers;
using Visor.SimulatedGitHub;

namespace Visor.Bench.Measurements;

/// <summary>One upgrade of each Visor: to a folder that is there, and to releases of two sizes that have to be fetched first.</summary>
internal sealed class VisorUpgrades(Tools tools, IReadOnlyList<VisorPeer> visors)
{
    private const int Rounds = 5;
    private const int SmallMegabytes = 1;

    // Milliseconds after the start of the core: enough for what has to be fetched before.
    private const int SoonDue = 2500;
    private const int SmallDue = 5000;
    private const int LargeDue = 10000;

    // The rounds are spread over the interval in which a Visor asks.
    private const int Spread = 20;

    public async Task<IReadOnlyList<PeerFigure>> Run()
    {
        using var small = await LargeRelease.Make(tools, isZip: true, SmallMegabytes);
        using var large = await LargeRelease.Make(tools, isZip: true);
        var figures = new SideBySide<VisorPeer>(visors);
        await figures.Rounds(Rounds, (peer, round) => Upgrade(peer, figures, "prepared folder", () => Prepared(DueAfter(SoonDue, round))));
        await figures.Rounds(Rounds, (peer, round) => Fetched(peer, figures, $"{SmallMegabytes} MB fetched", small, DueAfter(SmallDue, round)));
        await figures.Rounds(Rounds, (peer, round) => Fetched(peer, figures, $"{LargeRelease.Megabytes} MB fetched", large, DueAfter(LargeDue, round)));
        return figures.Figures();
    }

    private static string DueAfter(int milliseconds, int round) => (milliseconds + (round * Spread)).ToString(CultureInfo.InvariantCulture);

    private BenchHome Prepared(string dueAfter)
    {
        var home = new BenchHome(tools.StampingCore, tools.Folder);
        home.AddRelease("v0.0.1", "--next", "v0.1.0", "--height", "1000", "--due-after", dueAfter);
        home.AddRelease("v0.1.0");
        home.Begin("v0.0.1");
        return home;
    }

    private async Task Fetched(VisorPeer peer, SideBySide<VisorPeer> figures, string kind, LargeRelease release, string dueAfter)
    {
        await using var server = await ReleaseServer.Start();
        release.PublishOn(server);
        await Upgrade(peer, figures, kind, () => release.HomeBefore(tools, server, dueAfter));
    }

    private async Task Upgrade(VisorPeer peer, SideBySide<VisorPeer> figures, string kind, Func<BenchHome> make)
    {
        using var home = make();
        using var visor = VisorProcess.Start(tools with { Visor = peer.Program }, home);
        await visor.Until(StampKind.Start, 2);
        var peak = visor.PeakResident();
        var stamps = home.Stamps.Read();
        await visor.Stop();
        figures.Add(peer, $"{kind}: due → SIGTERM", "ms", Gaps.Milliseconds(stamps, StampKind.Due, StampKind.Term));
        figures.Add(peer, $"{kind}: last exit → new start", "ms", Gaps.Milliseconds(stamps, StampKind.Exit, StampKind.Start).Take(1));
        figures.Add(peer, $"{kind}: SIGTERM → new start", "ms", Gaps.Milliseconds(stamps, StampKind.Term, StampKind.Start).Take(1));
        figures.Add(peer, $"{kind}: peak RSS", "MiB", peak);
    }
}
