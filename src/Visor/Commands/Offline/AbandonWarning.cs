using Visor.Model;

namespace Visor.Commands.Offline;

/// <summary>The warning shown before an upgrade is called off.</summary>
internal static class AbandonWarning
{
    /// <param name="goesOn">The tag of the release that runs past the block of the upgrade.</param>
    public static string Warning(UpgradePlan plan, string goesOn) =>
        $"{goesOn} continues past block {plan.Height}, after which the network had agreed to run {plan.Tag}. If the network has not called that upgrade off, this node leaves the chain "
        + $"there: everything it signs from block {plan.Height + 1} is on a fork, and signing those blocks again on the chain is a double signature";
}
