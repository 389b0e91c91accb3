using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Supervision.Ending;

/// <summary>One question to a core that is to be stopped.</summary>
internal static class LastLook
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException">Of <paramref name="cancellation"/> only.</exception>
    public static async Task<CoreWord> At(RunningNode node, CancellationToken cancellation)
    {
        try
        {
            return await node.Core.UpgradeStatus(Timeout, cancellation) switch
            {
                CoreAnswer.Status { Value: var status } => Meaning(status, node),
                CoreAnswer.Failure { Why: var why } => new CoreWord.NotKnown(why.Message, MayListen: why.Kind is not (CoreFailureKind.NoSocketFile or CoreFailureKind.Refused)),
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }
        catch (ObjectDisposedException)
        {
            return new CoreWord.NotKnown("it has ended, and what it was asked through with it", MayListen: false);
        }
    }

    private static CoreWord Meaning(UpgradeStatus status, RunningNode node)
    {
        var reading = PlanOfCore.Read(status, node.Active);
        node.Hear(reading);
        return reading is PlanReading.Due due && new UpgradePlan(due.Tag, due.Height) != node.Active.Abandoned ? new CoreWord.Due(new UpgradePlan(due.Tag, due.Height)) : new CoreWord.NotDue();
    }
}
