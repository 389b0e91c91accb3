using Visor.Configuration;
using Visor.Node;
using Visor.Status.Reading;

namespace Visor.Checking;

/// <summary>The Visor and the node that run now, and what the core says of the next upgrade.</summary>
internal sealed class RunningNodeCheck(StatusReading status, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Finding OfVisor() => status switch
    {
        { VisorLives: true, Published.Visor: var visor } => Finding.Ok("visor", $"runs this home, pid {visor.Pid}"),
        { Published: null, IsNew: false, Problem: { } problem } => Finding.Warning("visor", $"whether one runs this home cannot be told: {problem}"),
        { HasDied: true } => Finding.Warning("visor", "has died and left its node to itself", "start it again; it adopts what lives"),
        _ => Finding.Ok("visor", "does not run this home now"),
    };

    /// <summary>What of the node lives, in words; null: nothing that is known of.</summary>
    public string? Living => status is { CoreLives: true } or { DataNodeLives: true } ? "the node runs" : null;

    /// <summary>The pid of the core that lives; null: none that is known of.</summary>
    public int? Core => status is { CoreLives: true, Published.Node.Core: { } core } ? core.Pid : null;

    /// <returns>What was found, and what is accepted; null: nothing, or nobody answers.</returns>
    public async Task<(Finding Finding, AcceptedRelease? Accepted)> AskCore(RunConfig runConfig, CancellationToken cancellation)
    {
        const string what = "core";
        if (!status.CoreLives && !File.Exists(runConfig.Rpc.SocketPath))
            return (Finding.Ok(what, "does not run, so it was not asked"), null);
        using var core = new CoreClient(runConfig.Rpc.SocketPath, runConfig.Rpc.HttpPath, isOurs: _ => true, time);
        return await core.UpgradeStatus(Patience, cancellation) switch
        {
            CoreAnswer.Status { Value: { Accepted: { } accepted } } => (Finding.Ok(what, $"answers: {PlainText.Excerpt(accepted.Tag)} is accepted for block {accepted.Height}"), accepted),
            CoreAnswer.Status when status.CoreLives => (Finding.Ok(what, "answers: no upgrade is accepted"), null),
            CoreAnswer.Status => (Finding.Warning(what, $"a core that Visor does not know of answers on {runConfig.Rpc.SocketPath}", "`visor run` refuses to start beside it: stop it, or correct socketPath"), null),
            CoreAnswer.Failure { Why: var why } when status.CoreLives => (Finding.Failure(what, $"does not answer: {why}"), null),
            _ => (Finding.Ok(what, "does not run, so it was not asked"), null),
        };
    }

    public async Task<Finding?> AskStatistics(RunConfig runConfig, CancellationToken cancellation)
    {
        if (runConfig.StatisticsUrl is not { } url || !status.CoreLives)
            return null;
        using var statistics = new StatisticsClient(url, time);
        return await statistics.Ask(cancellation) switch
        {
            StatisticsAnswer.Progress { Value: var progress } => Finding.Ok("statistics", $"the core stands at block {progress.Height}"),
            StatisticsAnswer.Failure { Why: var why } => Finding.Warning("statistics", why),
            _ => null,
        };
    }
}
