using System.Collections.Immutable;
using Visor.Home;
using Visor.Releases;

namespace Visor.Work.Drift;

/// <summary>What a node that runs would be started from again, as it lies there now.</summary>
/// <param name="FolderExists">Whether the folder of the release that runs is there.</param>
/// <param name="Errors">Of its run config.</param>
/// <param name="IsAsStarted">Whether the run config says what the node was started with.</param>
/// <param name="Versions">What its binaries say they are; null: they could not be asked.</param>
/// <param name="VersionProblem">Why they could not; null: they could, or there was no run config to know them by.</param>
internal sealed record RestartSource(
    CurrentLinkState Current, bool FolderExists, ImmutableArray<string> Errors, bool IsAsStarted, SetVersions? Versions, string? VersionProblem)
{
    /// <summary>What people are told where it would be started otherwise (<see cref="Chains.INodeProcesses.Changed"/>).</summary>
    public string Changed { get; init; } = "run config changed";

    /// <summary>Why it could not be started on the data, or beside what answers, where the run config says something else than what runs; null: it could.</summary>
    public string? DataProblem { get; init; }

    /// <summary>The command by which what <c>current</c> names runs from now on; null: there is none, or it names what runs.</summary>
    public string? ToCurrent { get; init; }

    /// <summary>The command by which what the binaries are by now runs on; null likewise.</summary>
    public string? ToBinaries { get; init; }
}
