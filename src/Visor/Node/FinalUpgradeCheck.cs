using Visor.Chains;

namespace Visor.Node;

/// <summary>One question to a core that is to be stopped.</summary>
internal static class FinalUpgradeCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException">Of <paramref name="cancellation"/> only.</exception>
    public static async Task<UpgradeReadiness> At(NodeInstance node, CancellationToken cancellation)
    {
        try
        {
            return await node.Client.AskPlan(node.Active, Timeout, cancellation) switch
            {
                PlanAnswer.Said { Reading: var reading } => Meaning(reading, node),
                PlanAnswer.Failure why => new UpgradeReadiness.Unknown(why.Message, why.MayListen),
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }
        catch (ObjectDisposedException)
        {
            return new UpgradeReadiness.Unknown("it exited, and its socket with it", MayListen: false);
        }
    }

    private static UpgradeReadiness Meaning(PlanReading reading, NodeInstance node)
    {
        node.Hear(reading);
        return reading is PlanReading.Due due && due.Plan != node.Active.Abandoned ? new UpgradeReadiness.Due(due.Plan) : new UpgradeReadiness.NotDue();
    }
}
