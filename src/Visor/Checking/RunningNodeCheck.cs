using Visor.Chains;
using Visor.Model;
using Visor.Status.Reading;

namespace Visor.Checking;

/// <summary>The Visor and the node that run now, and what the core says of the next upgrade.</summary>
internal sealed class RunningNodeCheck(StatusSnapshot status, INodeConnector connector, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public Finding OfVisor() => status switch
    {
        { VisorLives: true, Published.Visor: var visor } => Finding.Ok("visor", $"runs this home, pid {visor.Pid}"),
        { Published: null, IsNew: false, Problem: { } problem } => Finding.Warning("visor", $"cannot tell whether a Visor runs this home: {problem}"),
        { HasCrashed: true } => Finding.Warning("visor", "has crashed; its node is unsupervised", "start it again; it adopts a running node"),
        _ => Finding.Ok("visor", "is not running this home now"),
    };

    /// <summary>What of the node lives, in words; null: nothing that is known of.</summary>
    public string? Living => !status.Living.IsEmpty ? "the node is running" : null;

    /// <summary>The pid of the core that lives; null: none that is known of.</summary>
    public int? Queried => status.Queried?.Pid;

    /// <param name="active">What runs, or ran last.</param>
    /// <returns>The finding, and the accepted plan; null: there is none, or the node does not answer.</returns>
    public async Task<(Finding Finding, UpgradePlan? Accepted)> AskPlan(NodeDefinition definition, ActiveRelease active, CancellationToken cancellation)
    {
        var what = definition.Queried.Role.Words;
        var notAsked = Finding.Ok(what, "is not running, so it was not queried");
        if (status.Queried is null && connector.OccupantOf(definition.Endpoint) is null)
            return (notAsked, null);
        using var client = connector.Connect(definition.Endpoint, definition, isOurs: _ => true, time);
        return await client.AskPlan(active, Timeout, cancellation) switch
        {
            PlanAnswer.Said { Reading: PlanReading.Accepted { Plan: var plan } } => (Finding.Ok(what, $"answers: {plan.Tag} is accepted for block {plan.Height}"), plan),
            PlanAnswer.Said { Reading: PlanReading.Due { Plan: var plan } } => (Finding.Ok(what, $"answers: it has reached block {plan.Height} and is ready for {plan.Tag}"), plan),
            PlanAnswer.Said { Reading: PlanReading.Refused { Reason: var reason } } => (Finding.Warning(what, reason), null),
            PlanAnswer.Said when status.Queried is not null => (Finding.Ok(what, "answers: no upgrade is accepted"), null),
            PlanAnswer.Said => (Finding.Warning(what, $"a node unknown to Visor answers on {definition.Endpoint.Address}", $"`visor run` refuses to start beside it: stop it, or correct {connector.EndpointSetting}"), null),
            PlanAnswer.Failure why when status.Queried is not null => (Finding.Failure(what, $"does not answer: {why}"), null),
            _ => (notAsked, null),
        };
    }

    /// <summary>What the app says of the upgrade that led to its release.</summary>
    /// <returns>Null: there was none, or nothing is told of it.</returns>
    public async Task<Finding?> AskProof(NodeDefinition definition, ActiveRelease active, CancellationToken cancellation)
    {
        const string what = "last upgrade";
        var upgrade = new UpgradePlan(active.Release.Tag, active.ActivationHeight);
        var shown = upgrade.Height > 0 ? $"{upgrade.Tag} at block {upgrade.Height}" : upgrade.Tag.Value;
        using var client = connector.Connect(definition.Endpoint, definition, isOurs: _ => true, time);
        if (!client.ProvesUpgrades || status.Queried is null || upgrade.Tag == ReleaseTag.Genesis)
            return null;
        await client.AskHeight(cancellation); // Of a node that has said nothing yet nothing more is asked.
        return await client.AskProof(upgrade, Timeout, cancellation) switch
        {
            { Problem: { } problem } => Finding.Warning(what, problem),
            { } proof => Finding.Ok(what, $"{shown}: {proof.Words()}"),
            null => Finding.Ok(what, $"{shown}: its app has not told of it yet"),
        };
    }

    public async Task<Finding?> AskHeight(NodeDefinition definition, CancellationToken cancellation)
    {
        using var client = connector.Connect(definition.Endpoint, definition, isOurs: _ => true, time);
        if (!client.TellsHeight || status.Queried is null)
            return null;
        return await client.AskHeight(cancellation) switch
        {
            HeightAnswer.Progress { Value: var progress } => Finding.Ok("block height", $"the node is at block {progress.Height}"),
            HeightAnswer.Failure { Why: var why } => Finding.Warning("block height", why),
            _ => null,
        };
    }
}
