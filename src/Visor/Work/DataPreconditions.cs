using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Recovery;
using Visor.Recovery.Stamp;
using Visor.Releases;

namespace Visor.Work;

/// <summary>
/// Nothing is started on data that is not this home's, or beside a node that lives there: asked before every start, and of the release that comes while the one
/// that runs still does.
/// </summary>
/// <param name="witness">With the configuration as it is now.</param>
/// <param name="history">The journal as it is now.</param>
/// <param name="workingDirectory">What relative paths of a run config mean.</param>
internal sealed class DataPreconditions(VisorHome home, Chain chain, Func<StampVerifier> witness, Func<JournalState> history, string workingDirectory)
{
    private readonly StrayNodeScan _strays = new(home, chain);

    // What has been judged already. There this home's own stamp may be behind or ahead for a moment, and be missing for as long as it cannot be put back.
    private string? _judged;

    /// <summary>The folder of the data of what runs, or has run last.</summary>
    private string? _data;

    /// <summary>Data and journal have been heard for what is to run, or runs: what is said here is of other data, or has been put there since.</summary>
    public void Begin() => (_judged, _data) = (witness().PathFor(history()), witness().DataFor(history()));

    /// <summary>For a command that looks at a release without holding this home's journal.</summary>
    /// <exception cref="VisorException">The journal cannot be used.</exception>
    public static DataPreconditions WithoutVisor(VisorHome home, Chain chain, VisorConfig config, DefinitionCache definitions, TimeProvider time, ILogger log)
    {
        var known = JournalState.Replay(JournalReading.Read(home).Entries);
        var directory = known.WorkingDirectory ?? Environment.CurrentDirectory;
        var warnings = new StampWarnings(log);
        var proof = new DataPreconditions(home, chain, () => new StampVerifier(home, chain, config, definitions, new CurrentLink(home), directory, time, warnings), () => known, directory);
        proof.Begin();
        return proof;
    }

    /// <summary>Right before what <paramref name="definition"/> says is started.</summary>
    /// <param name="cause">After a switch no time is spent on looking for what has just been looked for.</param>
    /// <returns>Null: nothing stands against it.</returns>
    public async Task<Failure?> AtStart(NodeDefinition definition, StartCause cause)
    {
        var known = history();
        if (cause != StartCause.Switch && _strays.OnDataOf(definition.Queried, workingDirectory, known) is { } stray)
            return stray;
        var asked = witness();
        if (await asked.Against(definition.File, definition.Queried, known, known.Active is { Passed: > 0 }) is { } contradiction
            && (contradiction.Verdict == StampVerdict.DataIsGone || IsNew(contradiction)))
            return new Failure(asked.Text(contradiction, known, lives: null), contradiction.ExitCode);
        (_judged, _data) = (asked.PathOf(definition.Queried), StampPlace.DataOf(chain.Processes, definition.Queried, workingDirectory));
        return null;
    }

    private bool IsNew(StampMismatch contradiction) =>
        contradiction.Verdict is StampVerdict.OtherHome or StampVerdict.NewerVisor || !string.Equals(contradiction.Path, _judged, StringComparison.Ordinal);

    /// <summary>While what runs, or has run last, is as it was: why a start by <paramref name="next"/> would be refused.</summary>
    /// <param name="isOther">Whether it is another release's, which needs the data that there is.</param>
    /// <returns>Null: nothing stands against it, or nothing has run here yet.</returns>
    public async Task<string?> Beforehand(NodeDefinition next, bool isOther)
    {
        var known = history();
        if (known.Active is null)
            return null;
        var asked = witness();
        if (await asked.Against(next.File, next.Queried, known, isOther || known.Active.Passed > 0) is { } contradiction && IsNew(contradiction))
            return contradiction.Why(known);
        // Beside the node that runs on this data now, nothing is made worse.
        return (IsElsewhere(next.Queried) ? _strays.OnDataOf(next.Queried, workingDirectory, known)?.Reason : null) ?? StrangerOn(next, known);
    }

    private bool IsElsewhere(ProcessDefinition core) => !string.Equals(StampPlace.DataOf(chain.Processes, core, workingDirectory), _data, StringComparison.Ordinal);

    private string? StrangerOn(NodeDefinition next, JournalState known)
    {
        var endpoint = chain.Connector.Absolute(next.Endpoint, workingDirectory);
        if (known.Launch.Any(intent => string.Equals(intent.Address, endpoint.Address, StringComparison.Ordinal)) || chain.Connector.OccupantOf(endpoint) is not { } occupant
            || (occupant is EndpointOccupant.Process { Pid: { } pid } && _strays.IsKnown(pid, known)))
            return null;
        return occupant is EndpointOccupant.Hidden hidden
            ? $"{next.File}: {hidden.Why}"
            : $"{LaunchPreconditions.Describe(occupant)} answers on {endpoint.Address}, where the node should answer according to {next.File}, but does not belong to this home; correct `{chain.Connector.EndpointSetting}` there, or stop that process";
    }
}
