using Microsoft.Extensions.Logging.Abstractions;
using Visor.Home;
using Visor.Status;
using Visor.Status.Reading;

namespace Visor.Commands.Offline;

/// <summary>What a Visor that crashed would have published, had it stopped the node itself.</summary>
internal static class StoppedStatus
{
    /// <summary>Does nothing where the last Visor ended in good order: it has published how.</summary>
    public static async Task Publish(VisorHome home, TimeProvider time)
    {
        if (new StatusReader(home).Read() is not { HasCrashed: true, Published: { } published })
            return;
        await using var file = new StatusFile(home.Status, time, NullLogger.Instance);
        file.Publish(published with
        {
            Visor = published.Visor with { Running = false },
            Node = published.Node with { State = "stopped", Reason = null, Processes = [.. published.Node.Processes.Select(p => p with { Running = null })] },
        });
    }
}
