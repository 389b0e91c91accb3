using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Processes;
using Visor.Releases;
using Visor.Supervision.Journaling;
using Visor.Supervision.Ordering;
using Visor.Supervision.Resuming;
using Visor.Supervision.Stamping;

namespace Visor.Supervision.Work;

/// <summary>
/// Nothing is started on data that is not this home's, or beside a node that lives there: asked before every start, and of the release that comes while the one
/// that runs still does.
/// </summary>
/// <param name="witness">With the configuration as it is now.</param>
/// <param name="history">The journal as it is now.</param>
/// <param name="workingDirectory">What relative paths of a run config mean.</param>
internal sealed class DataProof(VisorHome home, Func<StampWitness> witness, Func<JournalHistory> history, string workingDirectory)
{
    private readonly StrayNodes _strays = new(home);

    // What has been judged already. There this home's own stamp may be behind or ahead for a moment, and be missing for as long as it cannot be put back.
    private string? _judged;

    /// <summary>The folder of the data of what runs, or has run last.</summary>
    private string? _data;

    /// <summary>Data and journal have been heard for what is to run, or runs: what is said here is of other data, or has been put there since.</summary>
    public void Begin() => (_judged, _data) = (witness().PathFor(history()), witness().DataFor(history()));

    /// <summary>For a command that looks at a release without holding this home's journal.</summary>
    /// <exception cref="VisorException">The journal cannot be used.</exception>
    public static DataProof WithoutVisor(VisorHome home, VisorConfig config, RunConfigs runConfigs, TimeProvider time, ILogger log)
    {
        var known = JournalHistory.Of(JournalReading.Of(home).Entries);
        var directory = known.WorkingDirectory ?? Environment.CurrentDirectory;
        var proof = new DataProof(home, () => new StampWitness(home, config, runConfigs, new CurrentLink(home), directory, time, log), () => known, directory);
        proof.Begin();
        return proof;
    }

    /// <summary>Right before what <paramref name="runConfig"/> says is started.</summary>
    /// <param name="cause">After a switch no time is spent on looking for what has just been looked for.</param>
    /// <returns>Null: nothing stands against it.</returns>
    public async Task<Failure?> AtStart(RunConfig runConfig, StartCause cause)
    {
        var known = history();
        if (cause != StartCause.Switch && _strays.OnDataOf(runConfig.Core, workingDirectory, known) is { } stray)
            return stray;
        var asked = witness();
        if (await asked.Against(runConfig.File, runConfig.Core, known, known.Active is { Passed: > 0 }) is { } contradiction
            && (contradiction.Verdict == StampVerdict.DataIsGone || IsNew(contradiction)))
            return new Failure(asked.Text(contradiction, known, lives: null), contradiction.ExitCode);
        (_judged, _data) = (asked.PathOf(runConfig.Core), StampPlace.DataOf(runConfig.Core, workingDirectory));
        return null;
    }

    private bool IsNew(StampContradiction contradiction) =>
        contradiction.Verdict is StampVerdict.OtherHome or StampVerdict.NewerVisor || !string.Equals(contradiction.Path, _judged, StringComparison.Ordinal);

    /// <summary>While what runs, or has run last, is as it was: why a start by <paramref name="next"/> would be refused.</summary>
    /// <param name="isOther">Whether it is another release's, which needs the data that there is.</param>
    /// <returns>Null: nothing stands against it, or nothing has run here yet.</returns>
    public async Task<string?> Beforehand(RunConfig next, bool isOther)
    {
        var known = history();
        if (known.Active is null)
            return null;
        var asked = witness();
        if (await asked.Against(next.File, next.Core, known, isOther || known.Active.Passed > 0) is { } contradiction && IsNew(contradiction))
            return contradiction.Why(known);
        // Beside the node that runs on this data now, nothing is made worse.
        return (IsElsewhere(next.Core) ? _strays.OnDataOf(next.Core, workingDirectory, known)?.Reason : null) ?? StrangerOn(next, known);
    }

    private bool IsElsewhere(BinaryConfig core) => !string.Equals(StampPlace.DataOf(core, workingDirectory), _data, StringComparison.Ordinal);

    private string? StrangerOn(RunConfig next, JournalHistory known)
    {
        var socket = Path.GetFullPath(next.Rpc.SocketPath, workingDirectory);
        if (known.Launch.Any(intent => string.Equals(intent.Socket, socket, StringComparison.Ordinal)) || SocketPeer.Of(socket) is not { } pid || (pid > 0 && _strays.IsKnown(pid, known)))
            return null;
        if (pid == SocketPeer.MayNotAsk)
            return $"{next.File}: {Obstacles.MayNotAsk(socket)}";
        var who = pid > 0 ? Obstacles.Describe(pid) : "a process that cannot be seen from here";
        return $"{who} answers on {socket}, where the core is to answer by {next.File}, and is not of this home; correct `vega.rpc.socketPath` there, or stop that process";
    }
}
