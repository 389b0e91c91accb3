using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos.Faults;

/// <summary>
/// Random kills across the upgrades of one chain, judged by its ledger. <c>VISOR_COSMOS_TORTURE_KILLS</c>: how many at least; <c>VISOR_TORTURE_SEED</c>: chooses the same strikes again.
/// </summary>
public sealed class TortureTests
{
    private const int FewKills = 6;

    [Fact]
    public Task Whatever_is_killed_a_node_of_SDK_0_47_follows_the_network_through_its_releases() => EndsWell("047");

    [Fact]
    public Task Whatever_is_killed_a_node_of_SDK_0_50_follows_the_network_through_its_releases() => EndsWell("050");

    private static async Task EndsWell(string dialect)
    {
        var kills = Number("VISOR_COSMOS_TORTURE_KILLS") ?? FewKills;
        var seed = Number("VISOR_TORTURE_SEED") ?? Random.Shared.Next();
        await using var home = CosmosHome.Create(dialect);
        home.Network.Set("missedAfterBlocks", 1200);
        PreparedUpgrade.WriteScript(home);
        home.Write("cosmovisor/visor.toml", "maxNumberOfRestarts = 1000000\n");
        var chain = new TormentedChain(home, new Random(seed));
        try
        {
            await chain.Recover();
            for (var round = 0; chain.Kills < kills; round++)
            {
                round.ShouldBeLessThan(10 * kills, chain.Table);
                await chain.Round();
            }

            await chain.End();
            Judge(home, chain);
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"VISOR_TORTURE_SEED={seed}\n{chain.Table}"));
        }
    }

    private static void Judge(CosmosHome home, TormentedChain chain)
    {
        home.Ledger.Disasters.ShouldBeEmpty(chain.Everything());
        home.Ledger.Refusals.ShouldBeEmpty(chain.Everything());
        string[] releases = ["v1.0.0", .. chain.Upgrades.Select(u => $"{u.Name}.0.0")];
        var starts = home.Ledger.Starts.Select(s => Array.IndexOf(releases, s)).ToArray();
        starts.ShouldBe([.. starts.Order()], chain.Everything());
        starts.Distinct().Count().ShouldBe(releases.Length, chain.Everything());
        Path.GetFileName(home.Current).ShouldBe(chain.Upgrades[^1].Name);
        var journal = new JournalReport(home.In("cosmovisor"));
        foreach (var (name, height) in chain.Upgrades)
        {
            (journal.Count("activated", name) + journal.Count("witnessed", name)).ShouldBe(1, chain.Everything());
            journal.BecameDue(name).ShouldBeLessThanOrEqualTo(1, chain.Everything());
            home.Ledger.All("applied", $"{name}.0.0").Select(l => l.Detail).ShouldAllBe(d => d == $"{name}@{height.ToString(CultureInfo.InvariantCulture)}", chain.Everything());
        }
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
