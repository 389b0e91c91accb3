using Visor.Bench.Cosmos;

namespace Visor.Bench.Measurements;

/// <summary>
/// Upgrades of a chain of the Cosmos SDK, of a node that follows the head and lives on when it halts. The moments at which they fall
/// due are spread over the time between two blocks.
/// </summary>
internal sealed class CosmosUpgrades(Tools tools)
{
    private const int FloorStarts = 25;

    // Milliseconds after the start of each release: enough for the next one to be accepted and proved before.
    private const int SoonDue = 2600;
    private const int Spread = 1000;

    public async Task<IReadOnlyList<Figure>> Run()
    {
        List<double> terms = [], gaps = [], opens = [];
        for (var chain = 0; chain < (tools.Rounds ?? Upgrades.Chains); chain++)
        {
            var first = chain * Upgrades.PerChain;
            using var home = CosmosBenchHome.Upgrading(tools, [.. Enumerable.Range(first, Upgrades.PerChain).Select(i => SoonDue + (i * 370 % Spread))]);
            using var visor = VisorProcess.Start(tools, home);
            await visor.Until(StampKind.Open, Upgrades.PerChain + 1);
            var stamps = home.Stamps.Read();
            await visor.Stop();
            terms.AddRange(Gaps.Milliseconds(stamps, StampKind.Due, StampKind.Term));
            gaps.AddRange(Gaps.Milliseconds(stamps, StampKind.Exit, StampKind.Start));
            opens.AddRange(Gaps.Milliseconds(stamps, StampKind.Start, StampKind.Open).Skip(1));
        }

        return
        [
            Figure.Of("Cosmos: upgrade-info.json → SIGTERM", "ms", 60, terms),
            Figure.Of("Cosmos: last old exit → new start, without backup", "ms", 10, gaps),
            Figure.Of("Cosmos: new start → RPC answers", "ms", null, opens),
            Figure.Of("Cosmos: the same of the node alone", "ms", null, await Floor()),
        ];
    }

    /// <summary>What Visor can do nothing about: the same program, started by nobody but this one.</summary>
    private async Task<IReadOnlyList<double>> Floor()
    {
        using var home = CosmosBenchHome.Quiet(tools);

        // The first start makes the files of its databases.
        for (var starts = 1; starts <= FloorStarts + 1; starts++)
        {
            using var node = VisorProcess.StartAlone(tools, home);
            await node.Until(StampKind.Open, starts);
            await node.Stop();
        }

        return [.. Gaps.Milliseconds(home.Stamps.Read(), StampKind.Start, StampKind.Open).Skip(1)];
    }
}
