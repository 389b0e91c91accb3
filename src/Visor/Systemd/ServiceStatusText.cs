using Visor.Model;

namespace Visor.Systemd;

/// <summary>What the service manager is told of a status. Pure.</summary>
internal static class ServiceStatusText
{
    // systemctl shows it in one line.
    private const int MaxBytes = 400;

    /// <summary>A service becomes ready once and stops once, whatever its node does between the two.</summary>
    public static ServicePhase PhaseOf(NodeStatus status, ServicePhase before) => status switch
    {
        _ when before is ServicePhase.Stopping => ServicePhase.Stopping,
        // A stop that has a reason is the node's alone: what comes of it is said next.
        { Node: { State: "stopping", Reason: null } } or { Visor.Running: false } => ServicePhase.Stopping,

        // A service whose node was given up has come as far as it will; it stays to say so.
        { Node.Queried: not null } or { Node.State: "failed" } => ServicePhase.Ready,
        _ => before,
    };

    /// <returns>One line, such as <c>ALL WELL: ready, v0.75.3; v0.76.0 at block 1034000: READY</c>.</returns>
    public static string Format(NodeStatus status)
    {
        var node = status.Node.Reason is { } why ? $"{status.Node.State}, {status.Node.Release}: {why}" : $"{status.Node.State}, {status.Node.Release}";
        var upgrade = status.Upgrade is { } plan ? $"; {plan.Tag} at block {plan.Height}: {UpgradeText.Format(WithoutProgress(plan), status.Hold)}" : "";
        var health = status.Health;
        var worst = health.Problems.FirstOrDefault(p => p.Area is not (HealthArea.Node or HealthArea.Upgrade or HealthArea.Visor)) is { } other ? $"; {other.Line}" : "";
        var hold = health.Hold is { } held ? $"; {held}" : "";
        return PlainText.Excerpt($"{health.Word}: {node}{hold}{upgrade}{worst}", MaxBytes);
    }

    // The percentage would be news every second.
    private static PlanStatus WithoutProgress(PlanStatus plan) => plan.State is "staging" ? plan with { Reason = null } : plan;
}

/// <summary>How far the service is in the eyes of a service manager.</summary>
internal enum ServicePhase
{
    /// <summary>No node has been started or adopted yet.</summary>
    Starting,
    Ready,
    Stopping,
}
