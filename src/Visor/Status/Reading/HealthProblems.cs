using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Status.Reading;

/// <summary>Whether an operator must act. Pure.</summary>
internal static class HealthProblems
{
    /// <param name="home">Absolute path of the home folder, for the remedies.</param>
    /// <param name="start">The command that starts a Visor on it; null: by hand.</param>
    /// <returns>What is not well, worst first; empty: all is well.</returns>
    public static ImmutableArray<string> Find(StatusSnapshot reading, string home, string? start = null) => reading.Now is { } status
        ? [.. Visor(reading, status, start ?? $"visor run --home {ShellWord.Quote(home)}"), .. Node(reading, status), .. Upgrade(status), .. Rest(reading, status)]
        : [reading.Problem ?? "nothing is known"];

    private static IEnumerable<string> Visor(StatusSnapshot reading, NodeStatus status, string start)
    {
        if (reading.VisorLives)
            yield break;
        if (!reading.HasCrashed)
        {
            yield return status.Node.Reason is { } why
                ? $"Visor has ended and the node is {status.Node.State}: {why}; fix the cause, then `{start}` starts the node again"
                : $"Visor does not run: it has ended in good order; `{start}` starts it";
            yield break;
        }

        var living = status.Node.Processes.Where(p => p.Running is not null).Select(p => $"the {p.Role} (pid {p.Running!.Pid})").ToList();
        yield return living.Count == 0
            ? $"Visor (pid {status.Visor.Pid}) has died, and the node it ran does not live; `{start}` goes on where it stood"
            : $"Visor (pid {status.Visor.Pid}) has died, and {string.Join(" and ", living)} run{(living.Count == 1 ? "s" : "")} on without it; `{start}` adopts the node without a restart";
    }

    private static IEnumerable<string> Node(StatusSnapshot reading, NodeStatus status)
    {
        if (!reading.VisorLives)
            yield break;
        if (status.StartAgain is { } again)
            yield return $"Visor has given up on the node: {status.Node.Reason}; fix the cause, then `{again}` starts the node again";
        else if (status.Node.State is not "ready")
            yield return status.Node.Reason is { } why ? $"the node is {status.Node.State}: {why}" : $"the node is {status.Node.State}";
        if (status.Node.Rpc is not "answers" && status.StartAgain is null)
            yield return $"the {status.Node.Asked}'s RPC: {status.Node.Rpc}";
    }

    private static IEnumerable<string> Upgrade(NodeStatus status)
    {
        if (status.Upgrade is { } upgrade && upgrade.State is "notReady" or "due" or "held")
            yield return $"the upgrade to {status.Upgrade!.Tag} is {UpgradeText.Format(status.Upgrade, hold: null)}";
    }

    private static IEnumerable<string> Rest(StatusSnapshot reading, NodeStatus status)
    {
        if (status.Alert is { } alert)
            yield return alert;
        if (reading.VisorLives && status.Drift is { } drift)
            yield return drift;
        if (status.Journal is { } journal)
            yield return $"the journal cannot be written, so no upgrade goes on: {journal}";
        foreach (var error in status.Configuration.Errors)
            yield return $"the configuration has an error: {error}";
    }
}
