using Visor.Model;

namespace Visor.Lifecycle;

/// <summary>What can happen to a node.</summary>
internal abstract record NodeEvent
{
    /// <summary>The operator or the service manager wants Visor to end.</summary>
    public sealed record StopRequested : NodeEvent;

    /// <summary>The service manager wants another Visor to take the node over as it is.</summary>
    public sealed record HandoverRequested : NodeEvent;

    /// <summary>A person wants another release to run; it has been proven that it can.</summary>
    public sealed record SwitchOrdered(SwitchOrder Order) : NodeEvent;

    /// <summary>Every process of the set has been started.</summary>
    public sealed record Launched : NodeEvent;

    /// <summary>The set could not be started; another try may succeed.</summary>
    /// <param name="ExitCode">Of a Visor that gives up over it: <see cref="ExitCodes.Configuration"/> if only a person can mend it.</param>
    public sealed record LaunchFailed(string Reason, int ExitCode = ExitCodes.Failed) : NodeEvent;

    /// <summary>The set must not be started, now or in a moment.</summary>
    public sealed record LaunchRefused(Failure Why) : NodeEvent;

    /// <summary>The first valid answer of the core since its start.</summary>
    public sealed record Answered : NodeEvent;

    /// <summary>No answer within the limit for the first one, or for one that has answered before.</summary>
    public sealed record LivenessTimedOut(string Reason) : NodeEvent;

    /// <summary>A process of the set exited unexpectedly.</summary>
    public sealed record ProcessEnded(ProcessRole Role, int Pid, ProcessExit Exit) : NodeEvent
    {
        public string Reason => $"the {Role} (pid {Pid}) exited unexpectedly: {Exit}";
    }

    /// <summary>What an earlier Visor has left of a set is not whole: a part had ended before this one began.</summary>
    public sealed record PartialSetConfirmed(string Reason) : NodeEvent;

    /// <summary>Ready for long enough that earlier failures no longer count.</summary>
    public sealed record Stabilized : NodeEvent;

    public sealed record PlanAccepted(UpgradePlan Plan) : NodeEvent;

    /// <summary>What was accepted is accepted no more, by what the core says or by what its data shows.</summary>
    public sealed record PlanWithdrawn : NodeEvent;

    public sealed record PlanDue(UpgradePlan Plan) : NodeEvent;

    public sealed record ReleaseStaged(Release Release) : NodeEvent;

    /// <summary>The next release is not ready, or no longer.</summary>
    /// <param name="RetryAfter">How long the server of the releases wants to be left alone; zero: it has not said.</param>
    public sealed record StagingFailed(string Reason, TimeSpan RetryAfter = default) : NodeEvent;

    /// <summary>The delay before an attempt to make the next release ready is over.</summary>
    public sealed record StagingDelayPassed : NodeEvent;

    /// <summary>A valid configuration with other upgrade folders or another source of releases is in force.</summary>
    public sealed record ReleaseSourceChanged : NodeEvent;

    /// <summary>The operator's hold stands in the way of the switch.</summary>
    public sealed record SwitchHeld(string Reason) : NodeEvent;

    /// <summary>The hold is released, and the staged release is still there.</summary>
    public sealed record HoldRemoved : NodeEvent;

    /// <summary>The delay is over, there is no hold, and the staged release is still there.</summary>
    public sealed record SwitchCleared : NodeEvent;

    /// <summary>Nothing of the set lives.</summary>
    public sealed record SetStopped : NodeEvent;

    /// <summary><c>current</c> names the new release, durably.</summary>
    public sealed record ReleaseActivated : NodeEvent;

    public sealed record ActivationFailed(string Reason) : NodeEvent;

    /// <summary>The delay before a restart is over.</summary>
    public sealed record DelayPassed : NodeEvent;
}
