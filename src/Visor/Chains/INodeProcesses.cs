using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Chains;

/// <summary>What the processes of a node are, by their roles and arguments. Pure.</summary>
internal interface INodeProcesses
{
    /// <summary>All that a node of this family can have, the one that is asked first.</summary>
    ImmutableArray<ProcessRole> Roles { get; }

    /// <summary>Whether a node of these processes can tell, once it has ended, whether it has reached the block of an upgrade (<see cref="IUpgradeWitness"/>).</summary>
    bool HaveWitness(IEnumerable<ProcessRole> roles);

    /// <summary>The folder of the chain's data among the arguments of the process that is asked, as that process reads them; null: it is not told of one.</summary>
    string? DataFolder(IReadOnlyList<string> arguments);

    /// <summary>
    /// What <see cref="DataFolder(IReadOnlyList{string})"/> says for a command line of the process that a definition starts, whichever Visor or person has started it. A shell, an editor or
    /// another verb of the same binary that names the same folder is none.
    /// </summary>
    /// <param name="commandLine">As in <c>/proc/PID/cmdline</c>, <c>argv[0]</c> first.</param>
    /// <returns>Null: it is no such process.</returns>
    string? DataFolder(IReadOnlyList<string> commandLine, ProcessDefinition process);

    /// <summary>What people are told of a node whose next start would differ, to come before when that is.</summary>
    string Changed { get; }

    /// <summary>Whether a process was started with what its definition says, but for what a start adds by itself.</summary>
    /// <param name="from">The block that start began with; null: it was left to the process.</param>
    bool IsAsStarted(ImmutableArray<string> started, ulong? from, ProcessDefinition now);
}
