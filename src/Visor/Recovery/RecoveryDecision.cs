using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using static Visor.Lifecycle.NodeState;
using static Visor.Lifecycle.Preparation;
using static Visor.Lifecycle.StopPurpose;

namespace Visor.Recovery;

/// <summary>From what the journal says and what lives to the state whose work goes on. Pure; read it from top to bottom.</summary>
internal static class RecoveryDecision
{
    /// <param name="active">What runs, or ran last, on this home.</param>
    public static NodeState Decide(ActiveRelease active, JournalState history, Liveness survival) => (history, survival) switch
    {
        // A person's word goes before everything else, and on from where it stood.
        ({ Ordered: { } order }, Liveness.None)                 => new ActivatingOrder(active, order, OrderCauseOf(history, order), 1),
        ({ Ordered: { } order }, _)                                => new Stopping(active, new SwitchAsOrdered(order, OrderCauseOf(history, order))),

        // The switch was decided: it goes on from where it stood, whoever has died since.
        ({ InFlight: { } plan, Target: { } to }, Liveness.None) => new Activating(active, plan, to, 1),
        ({ InFlight: { } plan, Target: { } to }, _)                => new Stopping(active, new Activate(plan, to)),

        // Due: only forward. Half a set is of no more use, and one that was being stopped is stopped.
        ({ InFlight: { } plan }, Liveness.None)                 => new Due(active, Begin(plan), Hold: null, ProcessesAlive: false),
        ({ InFlight: { } plan, IsStopping: false }, Liveness.Full) => new Due(active, Begin(plan), Hold: null, ProcessesAlive: true),
        ({ InFlight: { } plan }, _)                                => new Stopping(active, new AwaitUpgrade(Begin(plan), Hold: null)),

        // Not due. What lives is adopted; what is not whole is stopped, with a last question, and started anew.
        (_, Liveness.None)                                      => new Starting(active, CauseOf(active, history.EndedAsAsked), Restarts: 0),
        ({ IsStopping: true }, _)                                  => new Stopping(active, new StartFresh("finishing a stop that an earlier Visor began")),
        (_, Liveness.Partial)                                         => new PartiallyRunning(active),
        _                                                          => new Connecting(active, CauseOf(active, endedAsAsked: true), Restarts: 0, Again: history.HasAnswered),
    };

    private static StartCause OrderCauseOf(JournalState history, SwitchOrder order) =>
        history.InFlight is { } plan && order.IsFor(plan) ? StartCause.Switch : history.EndedAsAsked ? StartCause.Fresh : StartCause.Failure;

    private static Pending Begin(UpgradePlan plan) => new(plan, 1, null);

    private static StartCause CauseOf(ActiveRelease active, bool endedAsAsked) => active switch
    {
        { HasResponded: false, BeginsAt: null } => StartCause.Switch,
        _ => endedAsAsked ? StartCause.Fresh : StartCause.Failure,
    };
}
