using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Status.Reading;

/// <summary>What <c>.visor/status.json</c> says, and what of it is still so.</summary>
/// <param name="Published">What the last Visor has published; null: nothing that can be read.</param>
/// <param name="Problem">Why it cannot be read, with what to do; null: it can.</param>
/// <param name="VisorLives">Whether the Visor that has published it lives.</param>
/// <param name="Living">Of the processes it speaks of, those that live.</param>
/// <param name="Hold">The operator's order, from the file itself: it counts also while no Visor runs.</param>
internal sealed record StatusSnapshot(
    NodeStatus? Published, string? Problem, bool VisorLives, ImmutableArray<ProcessRole> Living, OperatorHold? Hold)
{
    /// <summary>No Visor has published anything; false also if that cannot be told.</summary>
    public bool IsNew { get; init; }

    /// <summary>The last Visor did not end in good order.</summary>
    public bool HasCrashed => Published is { Visor.Running: true } && !VisorLives;

    /// <summary>The process that is asked, if it lives; null: it does not, as far as is known.</summary>
    public ProcessStatus? Queried => Now?.Node.Queried;

    /// <param name="start">The command that starts a Visor on this home.</param>
    /// <param name="resume">The command that ends a hold of it.</param>
    public Health HealthWith(string start, string resume) => Now is { } status
        ? Health.Of(status with { Resume = resume }, VisorLives ? VisorLife.Runs : HasCrashed ? VisorLife.Died : VisorLife.Ended, start)
        : Health.Unknown(Problem ?? "nothing is known", Hold, resume);

    /// <summary>What is published without what is no longer so; null: nothing can be read.</summary>
    public NodeStatus? Now => Published is not { } published ? null : published with
    {
        Visor = published.Visor with { Running = VisorLives },
        Node = published.Node with
        {
            State = HasCrashed && Living.IsEmpty ? "stopped" : published.Node.State,
            Rpc = VisorLives ? published.Node.Rpc : "not queried: no Visor is running",
            Processes = [.. published.Node.Processes.Select(p => Living.Contains(p.Role) ? p : p with { Running = null })],
        },
        Hold = Hold?.Reason,
        HoldDetail = Hold,
    };
}
