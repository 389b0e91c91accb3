using System.Collections.Immutable;
using Visor.Journaling;
using Visor.Processes;

namespace Visor.Recovery;

/// <summary>What lives of a home's node although no Visor watches it.</summary>
/// <param name="Living">Its processes, watched from here on.</param>
/// <param name="Lost">Those that have ended themselves and left something of their session behind.</param>
/// <param name="Unjournalled">Those of them that the journal does not know: the Visor that started them died before it could write it.</param>
internal sealed record FoundProcesses(
    Liveness Survival,
    ImmutableArray<SupervisedProcess> Living,
    ImmutableArray<SupervisedProcess> Lost,
    ImmutableArray<JournalEntry.Started> Unjournalled)
{
    /// <summary>For people.</summary>
    public string Names => Living.IsEmpty && Lost.IsEmpty
        ? "what the processes of the node have left behind"
        : string.Join(" and ", Living.Select(Name).Concat(Lost.Select(p => $"what {Name(p)} has left behind")));

    private static string Name(SupervisedProcess process) => $"the {process.Role} (pid {process.Pid})";
}
