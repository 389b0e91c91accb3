using System.Text;
using Visor.Model;

namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>Whether the name of an upgrade can have a folder below <c>cosmovisor/upgrades</c>.</summary>
internal static class UpgradeFolder
{
    private const int MaxNameBytes = 255;

    /// <returns>Why it cannot, a sentence; null: <see cref="UpgradeName.FolderName"/> is its folder.</returns>
    public static string? Problem(UpgradeName name, bool recase)
    {
        var folder = name.FolderName(recase);
        return folder switch
        {
            "" => "the upgrade has no name",
            // They would lead to a folder of Cosmovisor's own.
            "." or ".." => $"the upgrade's name is {Quoted(name)}, which no folder can have; its chain has to name it otherwise",
            _ when Encoding.UTF8.GetByteCount(folder) > MaxNameBytes =>
                $"the upgrade's name {Quoted(name)} is too long for a folder ({Encoding.UTF8.GetByteCount(folder)} bytes, escaped; {MaxNameBytes} are possible); its chain has to name it otherwise",
            _ => null,
        };
    }

    private static string Quoted(UpgradeName name) => $"'{PlainText.Excerpt(name.Text, 60)}'";
}
