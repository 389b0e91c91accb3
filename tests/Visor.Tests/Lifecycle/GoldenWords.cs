using System.Diagnostics;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Tests.Lifecycle;

/// <summary>States, events and work as the golden table shows them.</summary>
internal static class GoldenWords
{
    public static string Of(NodeState state) => state switch
    {
        NodeState.PartiallyRunning i => $"Incomplete {Of(i.Active)}",
        NodeState.Starting s => $"Starting {Of(s.Active)}{Agreed(s.Active)}, {Cause(s.Cause)}{Restarts(s.Restarts)}{After(s.Reason)}",
        NodeState.Connecting c => $"Connecting {Of(c.Active)}, {Cause(c.Cause)}{Restarts(c.Restarts)}{After(c.Reason)}{(c.Again ? ", which has answered before" : "")}",
        NodeState.Running r => $"Running {Of(r.Active)}, {Of(r.Next)}{Restarts(r.Restarts)}",
        NodeState.Due d => $"Due, {Of(d.Next)}{Held(d.Hold)}, the old set {(d.ProcessesAlive ? "lives" : "is gone")}",
        NodeState.Stopping s => $"Stopping {Of(s.Active)} to {Of(s.Then)}",
        NodeState.Activating a => $"Activating {a.To.Tag} at {a.Plan.Height}{Attempt(a.Attempt)}",
        NodeState.ActivatingOrder o => $"Obeying: {Of(o.Order)}, {Cause(o.Cause)}{Attempt(o.Attempt)}",
        NodeState.BackingOff b => $"BackingOff {Of(b.Active)}{Restarts(b.Restarts)}{After(b.Reason)}",
        NodeState.HandedOver h => $"HandedOver from {h.Left.GetType().Name}",
        NodeState.Stopped s => $"Stopped {Of(s.Active)}{(s.Why is { } why ? $", given up: {why.Reason}" : "")}",
        NodeState.Failed f => $"Failed {Of(f.Active)}, exit code {f.Why.ExitCode}: {f.Why.Reason}",
        _ => throw new UnreachableException(),
    };

    private static string Agreed(ActiveRelease active) => active.Accepted is { } plan ? $" ({Plan(plan)} was agreed on)" : "";

    public static string Of(NodeEvent happened) => happened switch
    {
        NodeEvent.SwitchOrdered e => $"SwitchOrdered ({Of(e.Order)})",
        NodeEvent.PlanAccepted e => $"PlanAccepted {Which(e.Plan)}",
        NodeEvent.PlanDue e => $"PlanDue {Which(e.Plan)}",
        _ => happened.GetType().Name,
    };

    public static string Of(WorkItem work) => work switch
    {
        WorkItem.Launch w => $"Launch {Of(w.Active)} ({Cause(w.Cause)})",
        WorkItem.AwaitFirstResponse w => w switch
        {
            { Again: true } => "AwaitAnswer (it has answered before)",
            { First: true } => "AwaitAnswer (first start)",
            _ => "AwaitAnswer (restart)",
        },
        WorkItem.StopSet w => $"StopSet{(w.IsAfterFailure ? ", after a failure" : "")}{(w.IsReadinessKnown ? "" : ", with a last question")}",
        WorkItem.PollCore w => w.Known is null ? "Watch" : $"Watch (knows {Plan(w.Known)})",
        WorkItem.AwaitStaging w => $"AwaitStaging {Plan(w.Plan)}{Attempt(w.Attempt)}{AtLeast(w.AtLeast)}{(w.Due ? ", due" : "")}",
        WorkItem.Stage w => $"Stage {Plan(w.Plan)}{Attempt(w.Attempt)}",
        WorkItem.RunPreSwitchChecks w => $"ClearSwitch {w.Release.Tag}{(w.SetLives ? "" : " (nothing runs)")}",
        WorkItem.SwitchCurrent w => $"SwitchCurrent {w.To.Tag}{Attempt(w.Attempt)}",
        _ => work.GetType().Name,
    };

    private static string Of(ActiveRelease active) =>
        $"{active.Release.Tag}{(active.ActivationHeight > 0 ? $" since {active.ActivationHeight}" : "")}{(active.HasResponded ? "" : $" (not answered yet{(active.BeginsAt is { } height ? $", begins at {height}" : "")})")}{(active.Abandoned is { } called ? $", without {Plan(called)}" : "")}";

    private static string Of(SwitchOrder order) =>
        $"to {order.To.Tag}{(order.Height is { } height ? $" from {height}" : "")}{(order.Abandons is { } called ? $", without {Plan(called)}" : "")}";

    private static string Of(Preparation preparation) => preparation switch
    {
        Preparation.Pending n => $"pending {Plan(n.Plan)}{Attempt(n.Attempt)}{(n.Problem is null ? "" : $" after \"{n.Problem}\"")}{AtLeast(n.RetryAfter)}",
        Preparation.Staging n => $"staging {Plan(n.Plan)}{Attempt(n.Attempt)}{(n.Problem is null ? "" : $" after \"{n.Problem}\"")}",
        Preparation.Staged n => $"staged {Plan(n.Plan)}",
        _ => "nothing accepted",
    };

    private static string Of(StopPurpose then) => then switch
    {
        StopPurpose.Restart r => $"restart (restart {r.Restarts}): {r.Reason}",
        StopPurpose.StartFresh a => $"start anew: {a.Reason}",
        StopPurpose.Activate a => $"activate {Plan(a.Plan)}",
        StopPurpose.SwitchAsOrdered o => $"obey: {Of(o.Order)}, {Cause(o.Cause)}",
        StopPurpose.AwaitUpgrade a => $"await the upgrade, {Of(a.Next)}{Held(a.Hold)}",
        StopPurpose.GiveUp g => $"give up, exit code {g.Why.ExitCode}: {g.Why.Reason}",
        StopPurpose.RemainStopped { Due: { } plan } r => $"stay stopped{(r.AfterFailure ? ", after a failure" : "")}, {Plan(plan)} is due",
        StopPurpose.RemainStopped r => $"stay stopped{(r.AfterFailure ? ", after a failure" : "")}{(r.IsReadinessKnown ? ", asked already" : "")}",
        _ => throw new ArgumentOutOfRangeException(nameof(then)),
    };

    private static string Plan(UpgradePlan plan) => $"{plan.Tag} for {plan.Height}";

    private static string Which(UpgradePlan plan) => plan == Given.Plan ? "(the known plan)" : "(another plan)";

    private static string Cause(StartCause cause) => cause switch
    {
        StartCause.Fresh => "fresh",
        StartCause.Failure => "after a failure",
        _ => "after the switch",
    };

    private static string Restarts(int count) => count == 0 ? "" : $", restarts {count}";

    private static string After(string? reason) => reason is null ? "" : $": {reason}";

    private static string AtLeast(TimeSpan wait) => wait == TimeSpan.Zero ? "" : $", in {wait.TotalSeconds:0} s at the earliest";

    private static string Attempt(int attempt) => attempt == 1 ? "" : $", attempt {attempt}";

    private static string Held(string? hold) => hold is null ? "" : $", held ({hold})";
}
