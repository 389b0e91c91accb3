using Visor.Bench.Cosmos;
using Visor.Bench.Peers;

namespace Visor.Bench.Measurements;

/// <summary>
/// The same upgrades on the same home, under Visor and under Cosmovisor in turn, both as they are without settings but for the backup. Cosmovisor
/// looks every 300 ms, so the moments at which they fall due are spread over that time.
/// </summary>
/// <param name="peers">Visor first.</param>
internal sealed class CosmosPeerUpgrades(Tools tools, IReadOnlyList<CosmosPeer> peers)
{
    private const int UpgradesPerRun = 2;
    private const int SoonDue = 2600;
    private const int Spread = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private int Runs => tools.Rounds ?? 6;

    public async Task<IReadOnlyList<PeerFigure>> Run()
    {
        if (peers.Count < 2)
            return [];
        var figures = new SideBySide<CosmosPeer>(peers);
        await figures.Rounds(Runs, (peer, round) => Upgrade(peer, round, figures));
        return [.. figures.Figures(), .. figures.Ratios(peers[0])];
    }

    private async Task Upgrade(CosmosPeer peer, int round, SideBySide<CosmosPeer> figures)
    {
        var apart = Spread / (UpgradesPerRun * Runs);
        using var home = CosmosBenchHome.Upgrading(tools, [.. Enumerable.Range(0, UpgradesPerRun).Select(i => SoonDue + (((round * UpgradesPerRun) + i) * apart))]);
        using var tool = peer.Start(tools, home);
        List<Task<long>> ends = [];
        for (var i = 0; i < UpgradesPerRun; i++)
        {
            await tool.Until(StampKind.Open, i + 1);
            ends.Add(ProcessEnd.Of(home.Stamps.Read().Last(s => s.Kind is StampKind.Start).Pid, Patience));
        }

        await tool.Until(StampKind.Open, UpgradesPerRun + 1);
        foreach (var (upgrade, end) in UpgradeTimes.In(home.Stamps.Read()).Zip(ends))
        {
            var ended = await end;
            Add("upgrade-info.json → old node ended", ended - upgrade.File);
            Add("old node told or killed → new start", upgrade.Start - (upgrade.Told ?? ended));
            Add("upgrade-info.json → new start", upgrade.Start - upgrade.File);
            Add("upgrade-info.json → RPC answers", upgrade.Open - upgrade.File);
        }

        await tool.Stop();

        void Add(string figure, long nanoseconds) => figures.Add(peer, $"Cosmos: {figure}", "ms", nanoseconds / 1e6);
    }
}
