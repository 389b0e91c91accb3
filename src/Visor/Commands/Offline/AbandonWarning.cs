using Visor.Model;

namespace Visor.Commands.Offline;

/// <summary>What whoever calls an upgrade off has to know before it is done.</summary>
internal static class AbandonWarning
{
    /// <param name="goesOn">The tag of the release that runs past the block of the upgrade.</param>
    public static string Warning(UpgradePlan plan, string goesOn) =>
        $"{goesOn} goes on past block {plan.Height}, from which on the network had agreed to run {plan.Tag}. If the network has not called that upgrade off, this node leaves the chain "
        + $"there: what it signs from block {plan.Height + 1} on is on a fork, and signed once more on the chain it is a double signature";
}
