using Visor.History;
using Visor.Model;

namespace Visor.Supervision.Reporting;

/// <summary>The last upgrade that an earlier Visor has made, for people: nothing is decided by it.</summary>
internal static class LastUpgradeFromHistory
{
    /// <returns>Null: there was none, or the journal does not tell.</returns>
    public static LastUpgradeStatus? In(NodeHistory past) => past.LastUpgrade is { SwitchedAt: { } at } upgrade
        ? LastUpgradeStatus.Create(upgrade.Tag, upgrade.Height, at, upgrade.Downtime) with { Proof = upgrade.Proof }
        : null;
}
