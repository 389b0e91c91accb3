using Visor.Model;

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
    public sealed record Unusable(string Why, bool IsEmpty, string Stamp) : UpgradeFile
    {
        /// <summary>This user may not read it, which tells nothing of the node's.</summary>
        public bool IsForbidden { get; init; }

        /// <summary>What is wrong with it, and what that does to a node.</summary>
        public string Consequence => IsForbidden ? Why : $"{Why.Replace($"; {UpgradeInfoParser.WhoWroteIt}", "", StringComparison.Ordinal)}: every release that reads it ends at its next start";

        /// <param name="path">Where it is.</param>
        /// <returns>Null: <see cref="Consequence"/> says it.</returns>
        public string? RemedyFor(string path) => IsForbidden
            ? null
            : $"compare it with the plan of the chain and correct it, or move it away: mv {ShellWord.Quote(path)} {ShellWord.Quote(path + ".aside")}; the old release writes it again at the height of its upgrade";
    }

    /// <param name="Stamp">Tells this writing of it from every other.</param>
    public sealed record Found(UpgradeInfo Info, string Stamp) : UpgradeFile;
}
