using System.Text.Json;
using Visor.EndToEnd.Cosmos;

namespace Visor.EndToEnd.Chains.Cosmos.Setups;

/// <summary>What Cosmovisor 1.7 would read of a home if it were started there now; own code, after its documentation.</summary>
/// <param name="Release">The folder whose binary it would start, below <c>cosmovisor</c>; null: it would end with an error.</param>
/// <param name="Pending">
/// The upgrade that it would make once the node's height is that of the file; null: none. At its start it goes by the name alone: that of
/// <c>data/upgrade-info.json</c> against that in the folder of <c>current</c>, whatever the case of their letters.
/// </param>
internal sealed record CosmovisorView(string? Release, string? Pending)
{
    public static CosmovisorView Of(CosmosHome home)
    {
        var root = home.In("cosmovisor");
        var current = new DirectoryInfo(home.In("cosmovisor", "current"));

        // Without a link it makes one to genesis; a link that leads nowhere, and anything else in its place, is an error.
        var folder = current.LinkTarget is { } target ? Path.GetFullPath(target, root) : File.Exists(current.FullName) || current.Exists ? "" : Path.Combine(root, "genesis");
        if (!File.Exists(Path.Combine(folder, "bin", CosmosHome.Name)))
            return new CosmovisorView(null, null);
        var announced = NameIn(home.UpgradeInfo);
        var active = NameIn(Path.Combine(folder, "upgrade-info.json")) ?? "";
        return new CosmovisorView(Path.GetRelativePath(root, folder), announced is null || string.Equals(announced, active, StringComparison.OrdinalIgnoreCase) ? null : announced);
    }

    private static string? NameIn(string file)
    {
        if (!File.Exists(file))
            return null;
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.GetProperty("name").GetString();
    }
}
