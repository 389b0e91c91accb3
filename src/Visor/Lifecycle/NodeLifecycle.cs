using Visor.Model;
using static Visor.Lifecycle.NodeEvent;
using static Visor.Lifecycle.NodeState;
using static Visor.Lifecycle.Preparation;
using static Visor.Lifecycle.StopPurpose;

namespace Visor.Lifecycle;

/// <summary>The whole flow: start, run, prepare, stop, activate, start again. Pure; read it from top to bottom.</summary>
internal static class NodeLifecycle
{
    /// <summary>The state that follows when <paramref name="happened"/> arrives in <paramref name="state"/>.</summary>
    public static NodeState Decide(NodeState state, NodeEvent happened, RestartPolicy restarts) => (state, happened) switch
    {
        // Over is over, and a stop that is under way needs no second one.
        (Stopped or HandedOver, _)                        => state,
        (Stopping { Then: RemainStopped or GiveUp }, StopRequested) => state,
        (Stopping { Then: SwitchAsOrdered t } s, StopRequested)      => s with { Then = new RemainStopped(IsReadinessKnown: t.IsReadinessKnown || t.Order.Abandons is not null, AfterFailure: t.IsAfterFailure) },
        (Failed f, StopRequested)                         => new Stopped(f.Active, f.Why),
        (_, StopRequested)                                => new Stopping(state.Active, new RemainStopped(DueIn(state), AfterFailure: HasFailed(state))),

        // A handover leaves what runs as it is; a start, stop or switch under way is finished first.
        (Starting or Stopping or Activating or ActivatingOrder, HandoverRequested) => state,
        (_, HandoverRequested)                            => new HandedOver(state),

        // What has been called off here never becomes due, whoever still speaks of it.
        (_, PlanDue d) when d.Plan == state.Active.Abandoned => state,
        (_, PlanAccepted a) when a.Plan == state.Active.Abandoned => state,

        // Given up is over too, but for a person: nothing runs, and nothing but a word starts it again.
        (Failed f, SwitchOrdered o)                       => new Stopping(f.Active, new SwitchAsOrdered(o.Order, StartCause.Failure)),
        (Failed, _)                                       => state,

        // A person's word, once no start, stop or switch is under way. An upgrade that is due gives way only to one that calls it off.
        (Connecting or Running or Due or BackingOff, SwitchOrdered o) when o.Order.Suits(DueIn(state)) => new Stopping(state.Active, new SwitchAsOrdered(o.Order, CauseOf(state, o.Order))),
        (Stopping { Then: SwitchAsOrdered t } s, PlanDue d) when !t.Order.Suits(d.Plan) => new Stopping(s.Active, new AwaitUpgrade(new Pending(d.Plan, 1, null), Hold: null)),
        (Stopping { Then: SwitchAsOrdered t } s, PlanDue)            => s with { Then = t with { IsReadinessKnown = true } },
        (Stopping { Then: SwitchAsOrdered t } s, SetStopped)         => new ActivatingOrder(s.Active, t.Order, t.Cause, 1),
        (ActivatingOrder o, ReleaseActivated)                     => new Starting(o.Order.After(o.Active), o.Cause, 0),
        (ActivatingOrder o, ActivationFailed)                     => o with { Attempt = o.Attempt + 1 },

        // What an earlier Visor has left of a set is of no use.
        (PartiallyRunning i, PartialSetConfirmed f)                 => new Stopping(i.Active, new StartFresh(f.Reason)),

        // Start.
        (Starting s, Launched)                            => new Connecting(s.Active, s.Cause, s.Restarts, Reason: s.Reason),
        (Starting s, LaunchFailed f)                      => RestartPolicy.Fail(s, s.Restarts, f.Reason, f.ExitCode),
        (Starting s, LaunchRefused r)                     => new Stopping(s.Active, new GiveUp(r.Why)),
        (Starting s, PlanDue d)                           => new Stopping(s.Active, new AwaitUpgrade(new Pending(d.Plan, 1, null), Hold: null)),
        (Starting s, PlanWithdrawn)                       => s with { Active = s.Active with { Accepted = null } },
        (Connecting c, PlanDue d)                         => new Due(c.Active, new Pending(d.Plan, 1, null), Hold: null, ProcessesAlive: true),
        (Connecting c, Answered)                          => new Running(c.Active with { HasResponded = true }, new None(), c.Restarts),
        (Connecting c, LivenessTimedOut t)                   => RestartPolicy.Fail(c, c.Restarts, t.Reason),
        (Connecting c, ProcessEnded e)                    => RestartPolicy.AfterExit(c, c.Restarts, e),

        // Run, and prepare the next release meanwhile.
        (Running r, PlanAccepted a)                       => r with { Active = r.Active with { Accepted = a.Plan }, Next = Prepare(r.Next, a.Plan) },
        (Running r, PlanWithdrawn)                        => r with { Active = r.Active with { Accepted = null }, Next = new None() },
        (Running r, PlanDue d)                            => new Due(r.Active, AtOnce(Prepare(r.Next, d.Plan)), Hold: null, ProcessesAlive: true),
        (Running { Next: Pending n } r, StagingDelayPassed) => r with { Next = new Staging(n.Plan, n.Attempt, n.Problem) },
        (Running { Next: Staging n } r, ReleaseStaged s) when s.Release.Tag == n.Plan.Tag => r with { Next = new Staged(n.Plan, s.Release) },
        (Running { Next: Staging n } r, StagingFailed f)  => r with { Next = Again(n, f) },
        (Running { Next: Staged n } r, StagingFailed f)   => r with { Next = new Pending(n.Plan, 1, f.Reason) },
        (Running { Next: Pending or Staging or Staged } r, ReleaseSourceChanged) => r with { Next = new Pending(PlanOf(r.Next)!, 1, null) },
        (Running r, Stabilized)                         => r with { Restarts = 0 },
        (Running r, ProcessEnded e)                       => RestartPolicy.AfterExit(r, r.Restarts, e),
        (Running r, LivenessTimedOut t)                      => RestartPolicy.Fail(r, r.Restarts, t.Reason),

        // Due: only forward. The old release ends here, by our hand or by its own.
        (Due { Next: Pending n } d, StagingDelayPassed)   => d with { Next = new Staging(n.Plan, n.Attempt, n.Problem) },
        (Due { Next: Staging n } d, ReleaseStaged s) when s.Release.Tag == n.Plan.Tag => d with { Next = new Staged(n.Plan, s.Release) },
        (Due { Next: Staging n } d, StagingFailed f)      => d with { Next = Again(n, f) },
        (Due { Next: Pending or Staging or Staged } d, ReleaseSourceChanged) => d with { Next = new Pending(PlanOf(d.Next)!, 1, ProblemOf(d.Next)) },
        (Due { Next: Staged n } d, StagingFailed f)       => d with { Next = new Pending(n.Plan, 1, f.Reason) },
        (Due d, SwitchHeld h)                             => d with { Hold = h.Reason },
        (Due { ProcessesAlive: true } d, ProcessEnded)          => new Stopping(d.Active, new AwaitUpgrade(d.Next, d.Hold)),
        (Due { Next: Staged n, Hold: null } d, SwitchCleared) => Switch(d, n),
        (Due { Next: Staged n, Hold: not null } d, HoldRemoved) => Switch(d, n),

        // Stop, then do what the stop was for. Whatever that was: a core that turns out to be ready to upgrade is not started again.
        (Stopping { Then: Restart or StartFresh } s, PlanDue d) => s with { Then = new AwaitUpgrade(new Pending(d.Plan, 1, null), Hold: null) },
        (Stopping { Then: RemainStopped { Due: null, IsReadinessKnown: false } t } s, PlanDue d) => s with { Then = t with { Due = d.Plan } },
        (Stopping { Then: Restart t } s, SetStopped)      => restarts.After(s.Active, t),
        (Stopping { Then: StartFresh } s, SetStopped)      => new Starting(s.Active, CauseAfterFailure(s.Active), 0),
        (Stopping { Then: Activate t } s, SetStopped)     => new Activating(s.Active, t.Plan, t.To, 1),
        (Stopping { Then: AwaitUpgrade t } s, SetStopped) => new Due(s.Active, t.Next, t.Hold, ProcessesAlive: false),
        (Stopping { Then: GiveUp t } s, SetStopped)       => new Failed(s.Active, t.Why),
        (Stopping s, SetStopped)                          => new Stopped(s.Active),

        // Switch `current`, then start the new release.
        (Activating a, ReleaseActivated)                  => new Starting(new(a.To, a.Plan.Height, HasResponded: false), StartCause.Switch, 0),
        (Activating a, SwitchHeld h)                      => new Due(a.Active, new Staged(a.Plan, a.To), h.Reason, ProcessesAlive: false),
        (Activating a, ActivationFailed)                  => a with { Attempt = a.Attempt + 1 },

        // Wait, then try again.
        (BackingOff b, DelayPassed)                       => new Starting(b.Active, StartCause.Failure, b.Restarts, b.Reason),

        // Anything else is late news about a state that has been left.
        _                                                 => state,
    };

    // Of what is stopped now, or of what the last stop was for.
    private static bool HasFailed(NodeState state) => state switch
    {
        PartiallyRunning or BackingOff or Due { ProcessesAlive: false } => true,
        Stopping s => s.Then.IsAfterFailure,
        _ => false,
    };

    private static UpgradePlan? DueIn(NodeState state) => UpgradeProgress.In(state).DuePlan;

    private static StartCause CauseAfterFailure(ActiveRelease active) => active is { HasResponded: false, BeginsAt: null } ? StartCause.Switch : StartCause.Failure;

    // What has ended by itself has left its data as after any failure.
    private static StartCause CauseOf(NodeState state, SwitchOrder order) => state switch
    {
        Due { Next: var next } when PlanOf(next) is { } plan && order.IsFor(plan) => StartCause.Switch,
        BackingOff or Due { ProcessesAlive: false } => StartCause.Failure,
        _ => StartCause.Fresh,
    };

    private static NodeState Switch(Due due, Staged next) => due.ProcessesAlive
        ? new Stopping(due.Active, new Activate(next.Plan, next.Release))
        : new Activating(due.Active, next.Plan, next.Release, 1);

    private static Preparation Prepare(Preparation present, UpgradePlan plan) =>
        PlanOf(present) == plan ? present : new Pending(plan, 1, null);

    // What was put off while there was time is put off no longer, unless the server asked for it.
    private static Preparation AtOnce(Preparation next) => next is Pending pending ? pending with { Attempt = 1 } : next;

    private static Pending Again(Staging staging, StagingFailed failed) =>
        new(staging.Plan, staging.Attempt + 1, failed.Reason) { RetryAfter = failed.RetryAfter };
}
