using Visor.Chains;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Recovery.Stamp;

/// <summary>Where the stamp belongs. Pure.</summary>
internal static class StampPlace
{
    public const string Name = "visor-stamp.json";

    /// <param name="core">Of the release that runs, or ran last; null: its run config cannot be read.</param>
    /// <param name="workingDirectory">What a relative <c>--home</c> means.</param>
    /// <returns>An absolute path; null: nowhere.</returns>
    public static string? Find(DataStampConfig config, INodeProcesses processes, ProcessDefinition? core, string workingDirectory) => config switch
    {
        { Enabled: false } => null,
        { Path: { } path } => path,
        _ when DataOf(processes, core, workingDirectory) is { } data => Path.Combine(data, Name),
        _ => null,
    };

    /// <summary>The folder of the chain's data.</summary>
    /// <returns>An absolute path; null: the core is not told of one.</returns>
    /// <inheritdoc cref="Find"/>
    public static string? DataOf(INodeProcesses processes, ProcessDefinition? core, string workingDirectory) =>
        core is not null && processes.DataFolder(core.Arguments) is { } home ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(home, workingDirectory)) : null;
}
