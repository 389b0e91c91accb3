using Microsoft.Extensions.Logging;
using Visor.Journaling;
using Visor.Model;
using Visor.Node;

namespace Visor.Work;

/// <summary>
/// Asks a node, once it has answered after an upgrade, whether its app has applied that upgrade, and writes down what it says. With some families a release is known by its folder alone
/// before it runs. Nothing is decided by it.
/// </summary>
internal sealed class UpgradeProver(Journal journal, RuntimeTelemetry observations, ILogger log)
{
    public async Task Look(NodeInstance node, ActiveRelease active, TimeSpan timeout, CancellationToken cancellation)
    {
        if (!node.Client.ProvesUpgrades || active.ActivationHeight == 0)
            return;
        var plan = new UpgradePlan(active.Release.Tag, active.ActivationHeight);
        if (journal.History.Proof?.Plan == plan || await node.Client.AskProof(plan, timeout, cancellation) is not { } proof)
            return;
        journal.Record(new JournalEntry.Proof(plan.Tag.Value, plan.Height, proof.Confirmed, proof.App, proof.Problem));
        observations.UpgradeProven(plan, proof);
        if (proof.Problem is { } problem)
            log.LogWarning("{Problem}", PlainText.Sentence(problem));
        else
            log.LogInformation("The upgrade to {Tag} at block {Height}: {Proof}", plan.Tag, plan.Height, proof.Words());
    }
}
