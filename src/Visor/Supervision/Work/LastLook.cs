using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Supervision.Work;

/// <summary>
/// Asks a core once more before it is stopped for another reason than an upgrade. It may have become ready since the last
/// question, and that is known to nobody but this process: stopped unasked, it would be started again as the old release.
/// </summary>
internal static class LastLook
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <returns>Null: it is not ready, does not answer, or has said so before.</returns>
    public static async Task<NodeEvent.PlanDue?> At(RunningNode node, CancellationToken cancellation)
    {
        if (node.SaidDue)
            return null;
        try
        {
            if (await node.Core.UpgradeStatus(Timeout, cancellation) is not CoreAnswer.Status { Value: var status })
                return null;
            if (PlanOfCore.Read(status, node.Active) is not PlanReading.Due due)
                return null;
            node.SaidDue = true;
            return new NodeEvent.PlanDue(new UpgradePlan(due.Tag, due.Height));
        }
        catch (ObjectDisposedException)
        {
            return null; // It has ended meanwhile, and what it was asked through with it.
        }
    }
}
