using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Lifecycle;
using Visor.Processes;
using Visor.Supervision.Journaling;

namespace Visor.Supervision.Work;

/// <summary>Stops what runs and says how each process ended.</summary>
internal sealed class StopSet(
    LiveConfiguration configuration,
    ProcessSetStop stop,
    Journal journal,
    CurrentNode current,
    Observations observations,
    ILogger log,
    CancellationToken killNow)
{
    /// <remarks>Not to be cancelled: a stop that has begun has to end before anything else may begin.</remarks>
    public async Task<NodeEvent> Run()
    {
        if (current.Running is not { } node)
            return new NodeEvent.SetStopped();

        var alive = node.Set.Processes.Where(p => !p.Ended.IsCompleted).ToList();
        var outcome = await stop.Run(node.Set, new StopPolicy(configuration.Current.StopSignalTimeout, killNow));
        observations.SetStopped();
        foreach (var process in node.Set.Processes)
        {
            var how = await process.Ended;
            journal.Note(new JournalEntry.Ended(process.Role, process.Pid, how.ToString()));
            if (alive.Contains(process))
                log.LogInformation("The {Role} (pid {Pid}) has stopped: {How}", process.Role.Word(), process.Pid, how);
        }

        foreach (var killed in outcome.Killed)
            log.LogWarning("The {Killed} did not stop in time (stopSignalTimeoutSeconds, or a second SIGINT) and got SIGKILL", killed);
        journal.Note(new JournalEntry.Stopped(Asked: !node.HasFailed && outcome.Killed.IsEmpty));
        current.Clear();
        return new NodeEvent.SetStopped();
    }
}
