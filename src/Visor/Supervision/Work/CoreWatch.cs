using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Supervision.Work;

/// <summary>Asks the core: first until it answers at all, then what the network has agreed on.</summary>
internal sealed class CoreWatch(
    LiveConfiguration configuration, CurrentNode current, Observations observations, TimeProvider time, ILogger log)
{
    /// <summary>The unit of the two connection limits in config.toml.</summary>
    private static readonly TimeSpan ConnectionStep = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ConnectInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AlertAfter = TimeSpan.FromSeconds(20);

    private readonly ChangePace _pace = new(time);

    public async Task<NodeEvent> AwaitAnswer(NodeWork.AwaitAnswer work, CancellationToken cancellation)
    {
        var node = current.Required;
        var start = time.GetTimestamp();
        var alerted = false;
        while (true)
        {
            // As it was before the question: a Visor that was frozen meanwhile has not waited for the core, and asks once more.
            var waited = time.GetElapsedTime(start);
            var answer = await node.Core.UpgradeStatus(configuration.Current.RpcTimeout, cancellation);
            if (answer is not CoreAnswer.Failure { Why: var why })
            {
                observations.CoreAnswers();
                return new NodeEvent.Answered();
            }

            observations.CoreFails(why.ToString());
            if (!alerted && waited >= AlertAfter)
            {
                alerted = true;
                log.LogError("The core has not answered in the {Wait:0} s since its start: {Problem}", waited.TotalSeconds, why);
            }

            if (work.Again ? IsTooLong(waited) : waited >= ConnectionLimit(work.First))
            {
                return TooLong(node, work.Again
                    ? $"the core, which has answered the Visor before this one, has been silent for {waited.TotalSeconds:0} s: {why}"
                    : $"the core did not answer within {ConnectionLimit(work.First).TotalSeconds:0} s of its start: {why}");
            }

            await Task.Delay(ConnectInterval, time, cancellation);
        }
    }

    public async Task<NodeEvent> Watch(NodeWork.Watch work, CancellationToken cancellation)
    {
        var node = current.Required;
        var lastAnswer = time.GetTimestamp();
        var alerted = false;
        var progress = new ProgressReading(node, observations, time, log);

        // A change of plan begins a new watch, which asks no sooner than the old one would have.
        if (_pace.SinceLast is { } since && PollInterval.Next(work.Known?.Height, progress: null) - since is var rest && rest > TimeSpan.Zero)
            await Task.Delay(rest, time, cancellation);
        while (true)
        {
            var silence = time.GetElapsedTime(lastAnswer);
            switch (await node.Core.UpgradeStatus(configuration.Current.RpcTimeout, cancellation))
            {
                case CoreAnswer.Status { Value: var status }:
                    if (alerted)
                        log.LogWarning("The core answers again after {Silence:0} s", time.GetElapsedTime(lastAnswer).TotalSeconds);
                    alerted = false;
                    lastAnswer = time.GetTimestamp();
                    observations.CoreAnswers();
                    if (Meaning(status, work) is { } happened)
                        return happened;
                    break;
                case CoreAnswer.Failure { Why: var why }:
                    observations.CoreFails(why.ToString());
                    if (!alerted && silence >= AlertAfter)
                    {
                        alerted = true;
                        log.LogError("The core has been silent for {Silence:0} s: {Problem}", silence.TotalSeconds, why);
                    }

                    if (IsTooLong(silence))
                        return TooLong(node, $"the core has been silent for {silence.TotalSeconds:0} s: {why}");
                    break;
            }

            var reached = await progress.Read(isPlanned: work.Known is not null, cancellation);
            await Task.Delay(PollInterval.Next(work.Known?.Height, reached), time, cancellation);
        }
    }

    private static NodeEvent.SilentTooLong TooLong(RunningNode node, string reason)
    {
        node.HasFailed = true;
        node.IsGivenUp = true;
        return new NodeEvent.SilentTooLong(reason);
    }

    private bool IsTooLong(TimeSpan silence) => configuration.Current.RpcSilence is { Ticks: > 0 } limit && silence >= limit;

    private NodeEvent? Meaning(UpgradeStatus status, NodeWork.Watch work)
    {
        var reading = PlanOfCore.Read(status, work.Active);
        current.Running?.Hear(reading);
        var change = ChangeOf(reading, work);
        var isHeard = change is null or NodeEvent.PlanDue || _pace.Hear();
        observations.Alert((reading as PlanReading.Refused)?.Reason ?? (isHeard ? null : Unsteady));
        return isHeard ? change : null;
    }

    private static string Unsteady { get; } =
        $"the core has changed the upgrade it names too often, so that Visor heeds one change in {ChangePace.Each.TotalSeconds:0} s, and what is due at once; look into the core's log";

    private static NodeEvent? ChangeOf(PlanReading reading, NodeWork.Watch work) => reading switch
    {
        PlanReading.Due due => new NodeEvent.PlanDue(new UpgradePlan(due.Tag, due.Height)),
        PlanReading.Accepted accepted when new UpgradePlan(accepted.Tag, accepted.Height) is var plan && plan != work.Known =>
            new NodeEvent.PlanAccepted(plan),
        PlanReading.Accepted => null,
        // Also what an earlier start, or an earlier Visor, has heard and this core no longer says.
        _ => work.Known is null && work.Active.Accepted is null ? null : new NodeEvent.PlanWithdrawn(),
    };

    private TimeSpan ConnectionLimit(bool first) => ConnectionStep * (first
        ? configuration.Current.MaxNumberOfFirstConnectionRetries
        : configuration.Current.MaxNumberOfRestartConnectionRetries);
}
