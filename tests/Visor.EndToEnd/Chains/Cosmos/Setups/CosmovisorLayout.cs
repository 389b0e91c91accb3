using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Cosmos;

namespace Visor.EndToEnd.Chains.Cosmos.Setups;

/// <summary>A home as Cosmovisor leaves it, before Visor has run there and afterwards.</summary>
internal static class CosmovisorLayout
{
    /// <summary>What else may stand beside Cosmovisor's own: both are Visor's, and Cosmovisor does not look at them.</summary>
    private static readonly string[] OfVisor = [".visor", "visor.toml"];

    /// <summary>Two releases beside genesis, and the link that Cosmovisor 1.7 makes (relative) or older ones and people do (absolute).</summary>
    public static void Make(CosmosHome home, bool isRelative)
    {
        home.Prepare("v2", Release("v2")).Prepare("v3", Release("v3"));
        File.CreateSymbolicLink(home.In("cosmovisor", "current"), isRelative ? "genesis" : home.In("cosmovisor", "genesis"));
    }

    /// <summary>Each adds a store: it starts only at its block, and with the file that names its upgrade.</summary>
    public static CosmosRelease Release(string upgrade) =>
        new($"{upgrade}.0.0") { Handlers = upgrade is "v2" ? ["v2"] : ["v2", "v3"], NewStores = upgrade is "v2" ? ["v2"] : ["v2", "v3"] };

    /// <summary>Both upgrades were made, in order and never wrongly, and nothing tells that it was not Cosmovisor.</summary>
    /// <param name="first">Height of v2.</param>
    /// <param name="second">Height of v3.</param>
    /// <param name="beside">What the setup itself has put into the home and into <c>cosmovisor/</c>.</param>
    public static void ShouldBeLeftAfter(CosmosHome home, long first, long second, string context, params string[] beside)
    {
        home.Ledger.Disasters.ShouldBeEmpty(context);
        home.Ledger.Refusals.ShouldBeEmpty(context);
        string[] starts = [.. home.Ledger.Starts];
        starts.ShouldBe([.. starts.Order(StringComparer.Ordinal)], context);
        starts.Distinct(StringComparer.Ordinal).ShouldBe(["v1.0.0", "v2.0.0", "v3.0.0"], context);
        home.Ledger.All("applied").Select(l => l.Release).ShouldBe(["v2.0.0", "v3.0.0"], context);

        home.Current.ShouldBe("upgrades/v3", context);
        CosmovisorView.Of(home).ShouldBe(new CosmovisorView("upgrades/v3", Pending: null), context);
        InfoOf(home, "v2").ShouldBe(("v2", first), context);
        InfoOf(home, "v3").ShouldBe(("v3", second), context);
        File.ReadAllText(home.In("cosmovisor", "upgrades", "v3", "upgrade-info.json")).ShouldBe(File.ReadAllText(home.UpgradeInfo), context);

        Names(home.In("cosmovisor")).Except([.. OfVisor, .. beside], StringComparer.Ordinal).ShouldBe(["current", "genesis", "upgrades"], context);
        Names(home.In("cosmovisor", "genesis")).ShouldBe(["bin"], context);
        Names(home.In("cosmovisor", "upgrades")).ShouldBe(["v2", "v3"], context);
        foreach (var upgrade in new[] { "v2", "v3" })
            Names(home.In("cosmovisor", "upgrades", upgrade)).Except(["lib"], StringComparer.Ordinal).ShouldBe(["bin", "upgrade-info.json"], context);
        Names(home.In("data")).ShouldBe(["application.db", "blockstore.db", "priv_validator_state.json", "upgrade-info.json"], context);
        Names(home.Folder).Where(n => !n.StartsWith("data-backup-", StringComparison.Ordinal)).Except(beside, StringComparer.Ordinal).ShouldBe(["config", "cosmovisor", "data"], context);
    }

    public static IReadOnlyList<string> Backups(CosmosHome home) => Directory.GetDirectories(home.Folder, "data-backup-*");

    private static (string? Name, long Height) InfoOf(CosmosHome home, string upgrade)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(home.In("cosmovisor", "upgrades", upgrade, "upgrade-info.json")));
        return (document.RootElement.GetProperty("name").GetString(), document.RootElement.GetProperty("height").GetInt64());
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFileSystemEntries(folder).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal);
}
