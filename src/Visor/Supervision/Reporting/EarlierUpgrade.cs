using Visor.History;
using Visor.Home;
using Visor.Model;

namespace Visor.Supervision.Reporting;

/// <summary>The last upgrade that an earlier Visor has made, for people: nothing is decided by it.</summary>
internal static class EarlierUpgrade
{
    /// <returns>Null: there was none, or the journal does not tell.</returns>
    public static LastUpgradeStatus? Of(VisorHome home) => NodeHistory.Read(home.Journal).LastUpgrade is { SwitchedAt: { } at } upgrade
        ? new LastUpgradeStatus(upgrade.Tag, upgrade.Height, at, (long?)upgrade.Downtime?.TotalMilliseconds)
        : null;
}
