
namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>What came of reading an <c>upgrade-info.json</c>.</summary>
/// <param name="Info">Null: it names no upgrade.</param>
/// <param name="Problem">Why not, to follow the path of the file, with a remedy; null: it does.</param>
internal sealed record UpgradeInfoReading(UpgradeInfo? Info, string? Problem)
{
    /// <summary>It has no bytes: it is just being written, or a power failure has emptied it.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Its height is a text. Cosmovisor's unreleased versions write it so, and no node can start with it.</summary>
    public bool HasTextHeight { get; init; }
}
