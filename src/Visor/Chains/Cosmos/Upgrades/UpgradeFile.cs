
namespace Visor.Chains.Cosmos.Upgrades;

/// <summary>What stands at <c>data/upgrade-info.json</c>. The file belongs to the app, which writes it in place: it can be met empty or half-written.</summary>
internal abstract record UpgradeFile
{
    private UpgradeFile()
    {
    }

    /// <summary>There is none.</summary>
    public sealed record Missing : UpgradeFile;

    /// <param name="Why">What is wrong with it, for people.</param>
    /// <param name="IsEmpty">It has no bytes: no binary starts with it, and none has lost anything by it.</param>
    /// <param name="Stamp">Tells this writing of it from every other: device, inode, length, time of the last writing, time of the last change, with colons between.</param>
    public sealed record Unusable(string Why, bool IsEmpty, string Stamp) : UpgradeFile;

    /// <param name="Stamp">Tells this writing of it from every other.</param>
    public sealed record Found(UpgradeInfo Info, string Stamp) : UpgradeFile;
}
