namespace Visor.Chains.Cosmos.Layout;

/// <summary>Folders below <c>cosmovisor</c>.</summary>
internal static class CosmosFolders
{
    /// <summary>Of the releases that came by an upgrade.</summary>
    public const string Upgrades = "upgrades";
}
