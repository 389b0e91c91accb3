using System.Text.Json;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Faults;

/// <summary>Where in the life of a node something was done to it.</summary>
internal enum Phase
{
    Starting,
    Connecting,
    Running,

    /// <summary>It runs, and the next release is being fetched.</summary>
    Staging,

    /// <summary>It runs, and the next release is ready.</summary>
    Staged,
    Due,
    Stopping,

    /// <summary>Nothing of the old release lives, and the new one is not yet the journal's.</summary>
    Activating,

    /// <summary>The new release is being started and has not answered yet.</summary>
    Upgrading,
}

internal static class Phases
{
    public static IReadOnlyList<Phase> All { get; } = Enum.GetValues<Phase>();

    /// <summary>The phase in which a Visor was when it had written this, and no more.</summary>
    public static Phase Of(IReadOnlyList<JsonElement> journal, StatusReport? status, int visor)
    {
        var types = journal.Select(JournalTail.TypeOf).ToList();
        var activated = types.LastIndexOf("activated");
        var inFlight = types.LastIndexOf("due") > activated;
        var unanswered = activated >= 0 && types.LastIndexOf("answered") < activated;
        var ready = status is { Node.State: "ready" } && status.Visor.Pid == visor;
        var running = status?.Upgrade?.State switch
        {
            "staged" => Phase.Staged,
            "staging" or "notReady" => Phase.Staging,
            _ => Phase.Running,
        };
        for (var i = types.Count - 1; i >= 0; i--)
        {
            switch (types[i])
            {
                case "answered":
                case "opened" when ready && !inFlight:
                    return running;
                case "opened" when !inFlight && !unanswered:
                case "selected":
                    return Phase.Starting;
                case "intent":
                    return unanswered ? Phase.Upgrading : Phase.Starting;
                case "started":
                    return unanswered ? Phase.Upgrading : Phase.Connecting;
                case "due":
                    return Phase.Due;
                case "switching" or "stopping" or "ended":
                    return Phase.Stopping;
                case "stopped":
                    return inFlight ? Phase.Activating : unanswered ? Phase.Upgrading : Phase.Starting;
                case "activated":
                    return Phase.Upgrading;
            }
        }

        return Phase.Starting;
    }
}
