namespace Visor.Model;

/// <summary>The problems of a node, from its status. Pure.</summary>
internal static class HealthProblems
{
    /// <param name="start">The command that starts a Visor; null: not known.</param>
    public static IEnumerable<HealthProblem> Find(NodeStatus status, VisorLife visor, string? start) => visor is VisorLife.Runs
        ? [.. Node(status), .. Upgrade(status, waits: true), .. Rest(status, status.Drift)]
        : [Visor(status, visor, start), .. Upgrade(status, waits: false), .. Rest(status, drift: null)];

    private static HealthProblem Visor(NodeStatus status, VisorLife visor, string? start)
    {
        var living = status.Node.Processes.Where(p => p.Running is not null).Select(p => $"the {p.Role} (pid {p.Running!.Pid})").ToList();
        var running = $"{string.Join(" and ", living)} keep{(living.Count == 1 ? "s" : "")} running";
        if (visor is VisorLife.Ended && status.Node.State is not ("failed" or "stopped"))
        {
            return living.Count == 0
                ? new(HealthArea.Visor, "Visor handed the node over and exited, and the node is not running", Command("continues where it stopped"))
                : new(HealthArea.Visor, $"Visor handed the node over and exited, and {running} without a Visor", Command("adopts the node without a restart"));
        }

        if (visor is VisorLife.Ended)
        {
            return status.Node.Reason is { } why
                ? new(HealthArea.Visor, $"Visor has exited and the node is {status.Node.State}: {why}", start is null ? null : $"fix the cause, then `{start}` starts the node again")
                : new(HealthArea.Visor, "Visor is not running: it was stopped", Command("starts it"));
        }

        return living.Count == 0
            ? new(HealthArea.Visor, $"Visor (pid {status.Visor.Pid}) crashed, and the node is not running", Command("continues where it stopped"))
            : new(HealthArea.Visor, $"Visor (pid {status.Visor.Pid}) crashed, and {running} without it", Command("adopts the node without a restart"));

        string? Command(string does) => start is null ? null : $"`{start}` {does}";
    }

    private static IEnumerable<HealthProblem> Node(NodeStatus status)
    {
        var node = status.Node;
        if (status.StartAgain is { } again)
        {
            yield return new(HealthArea.Node, $"Visor has given up on the node: {node.Reason}", $"fix the cause, then `{again}` starts the node again");
            yield break;
        }

        if (node.State is not "ready")
        {
            yield return new(
                HealthArea.Node, node.Reason is { } why ? $"the node is {node.State}: {why}" : $"the node is {node.State}", Passes: node.State is not ("failed" or "stopped"));
        }

        if (node.Rpc is not "answers")
        {
            yield return new(
                HealthArea.Node, node.Rpc is BlockHeightText.NotAskedYet ? $"the {node.Asked} has not been asked yet" : $"the {node.Asked} does not answer: {node.Rpc}", Passes: node.State is not "ready");
        }
    }

    private static IEnumerable<HealthProblem> Upgrade(NodeStatus status, bool waits)
    {
        if (status.Upgrade is not { State: "notReady" or "due" or "held" } upgrade)
            yield break;
        var words = $"the upgrade to {upgrade.Tag} is {UpgradeText.Format(upgrade, hold: null)}";
        yield return new(
            HealthArea.Upgrade,
            waits && upgrade.State is "due" or "held" && upgrade.Reason is not null ? $"the node waits at block {upgrade.Height} and misses every block: {words}" : words,
            upgrade.State is "held" ? $"`{status.Resume}` lets it continue" : null,
            Passes: upgrade is { State: "due", Reason: null });
    }

    private static IEnumerable<HealthProblem> Rest(NodeStatus status, string? drift)
    {
        if (status.Alert is { } alert)
            yield return new(HealthArea.Alert, alert);
        if (drift is not null)
            yield return new(HealthArea.Restart, drift);
        if (status.Journal is { } journal)
            yield return new(HealthArea.Journal, $"the journal cannot be written, so upgrades are blocked: {journal}");
        foreach (var error in status.Configuration.Errors)
            yield return new(HealthArea.Configuration, $"the configuration has an error: {error}", "Visor keeps using the last valid one until it is fixed");
    }
}
