using Visor.Lifecycle;
using Visor.Model;
using Visor.Model.Events;

namespace Visor.Supervision.Reporting;

/// <summary>Maps a step of the lifecycle to the events that notifications and hooks report. Pure.</summary>
internal static class EventMapper
{
    public static IEnumerable<VisorEvent> Map(StateTransition change, DateTimeOffset at)
    {
        var (before, after) = (change.Before, change.After);
        var plan = Preparation.PlanOf(NextOf(after));
        if (plan is not null && !IsDue(after) && plan != before.Active.Accepted)
            yield return Map(EventKind.Accepted, after, at, plan);
        if (!IsDue(before) && IsDue(after))
            yield return Map(EventKind.Due, after, at, plan);
        if (NextOf(after) is Preparation.Staged && NextOf(before) is not Preparation.Staged && IsPreparing(before))
            yield return Map(EventKind.Staged, after, at, plan);
        if (NextOf(after) is Preparation.Pending { Problem: { } problem } && IsNew(problem, before, plan))
            yield return Map(EventKind.NotReady, after, at, plan, problem);
        if (after is NodeState.Due { Hold: { } hold } && before is NodeState.Due { Hold: null })
            yield return Map(EventKind.Held, after, at, plan, hold);
        if (before is not NodeState.Stopping && after is NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered { Order: var order } })
            yield return Map(order, after.Active.Release, at);
        if (before is NodeState.Connecting { Cause: StartCause.Switch } && after is NodeState.Running r)
            yield return Map(EventKind.Upgraded, after, at, new UpgradePlan(r.Active.Release.Tag, r.Active.ActivationHeight)) with { Downtime = change.Downtime };
        if (after is NodeState.BackingOff)
            yield return Map(EventKind.Restarted, after, at, reason: StateNames.ReasonOf(before));
        if (after is NodeState.Failed failed)
            yield return Map(EventKind.Failed, after, at, reason: failed.Why.Reason);
    }

    private static VisorEvent Map(SwitchOrder order, Release running, DateTimeOffset at) => new(
        EventKind.Ordered, at, running.Tag.Value, order.To.Tag.Value, order.Height, order.Reason is null ? null : PlainText.Excerpt(order.Reason, VisorEvent.MaxReasonChars))
    {
        By = PlainText.Excerpt(order.By),
        CalledOff = order.Abandons is { } called ? $"{called.Tag} at block {called.Height}" : null,
    };

    private static VisorEvent Map(EventKind kind, NodeState state, DateTimeOffset at, UpgradePlan? plan = null, string? reason = null) =>
        VisorEvent.About(kind, state.Active.Release, plan, at, reason);

    private static Preparation NextOf(NodeState state) => UpgradeProgress.In(state).Next;

    private static bool IsDue(NodeState state) => UpgradeProgress.In(state).IsDue;

    private static bool IsPreparing(NodeState state) => state is NodeState.Running or NodeState.Due;

    // An attempt that fails as the one before did is no news, also if it came a few bytes further.
    private static bool IsNew(string problem, NodeState before, UpgradePlan? plan) =>
        IsPreparing(before)
        && (Preparation.PlanOf(NextOf(before)) != plan
            || !string.Equals(Letters(problem), Letters(Preparation.ProblemOf(NextOf(before))), StringComparison.Ordinal));

    private static string? Letters(string? text) => text is null ? null : string.Concat(WithoutWords(text).Where(c => !char.IsAsciiDigit(c)));

    // What a hook says may differ each time.
    private static string WithoutWords(string text) =>
        text.StartsWith("the hook ", StringComparison.Ordinal) && text.IndexOf("): ", StringComparison.Ordinal) is > 0 and var words ? text[..words] : text;
}
