using System.Collections.Immutable;
using Visor.Configuration;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;

namespace Visor.Supervision.Reporting;

/// <summary>Puts what is decided and what is seen together into what people are shown.</summary>
/// <param name="roles">Of the processes that the next start would have.</param>
/// <param name="family">All that a node of its chain family can have.</param>
/// <param name="startAgain">The command that starts a node again that was given up.</param>
/// <param name="resume">The command that ends a hold.</param>
internal sealed class StatusBuilder(
    VisorStatus visor,
    RunningNodeSlot current,
    RuntimeTelemetry observations,
    DowntimeTracker downtimes,
    LiveConfiguration configuration,
    Journal journal,
    ImmutableArray<ProcessRole> roles,
    ImmutableArray<ProcessRole> family,
    string startAgain,
    string resume,
    TimeProvider time)
{
    private readonly Lock _building = new();
    private readonly Dictionary<int, DateTimeOffset> _since = [];
    private ImmutableArray<ProcessRole> _roles = roles;

    /// <param name="isOver">Whether Visor ends with this.</param>
    /// <remarks>Also called for what happens outside the supervisor's loop.</remarks>
    public NodeStatus Build(NodeState state, bool isOver)
    {
        lock (_building)
            return Now(state, isOver);
    }

    private NodeStatus Now(NodeState state, bool isOver)
    {
        var seen = observations.Now;
        var errors = configuration.Problems
            .Where(p => p.Severity == ProblemSeverity.Error).Select(p => p.ToString()).ToImmutableArray();
        return new NodeStatus(
            visor with { Running = !isOver },
            new NodePart(
                StateNames.Name(state),
                state.Active.Release.Tag.Value,
                seen.RpcProblem ?? "answers",
                StateNames.ReasonOf(state),
                seen.LastBlock?.Height,
                [.. Roles().Select(role => new NodeProcess(role, ProcessOf(role, seen)))],
                seen.Restarts)
            {
                Absent = [.. family.Except(_roles)],
                HeightAsked = seen.IsBlockAsked,
                HeightAt = seen.LastBlock?.At,
            },
            PlanOf(state, seen),
            seen.LastUpgrade,
            new ConfigurationStatus(errors.IsEmpty, errors),
            journal.Problem,
            seen.Alert,
            Notice(seen.Drift is { } drift ? drift.Notice : current.Running?.Notice, seen.Stamping, seen.Token, seen.LastUpgrade?.Proof?.Problem),
            seen.Hold?.Reason)
        {
            Drift = seen.Drift?.Problem,
            HoldDetail = seen.Hold,
            LastOutput = seen.LastOutput,
            Stalled = seen.IsStalled ? true : null,
            StartAgain = state is NodeState.Failed && !isOver ? startAgain : null,
            Downtime = downtimes.Now,
            LastDowntime = seen.LastDowntime,
            Resume = resume,
        };
    }

    private static string? Notice(params ReadOnlySpan<string?> notices)
    {
        string? all = null;
        foreach (var notice in notices)
            all = all is null || notice is null ? all ?? notice : $"{all}; {notice}";
        return all;
    }

    // While nothing runs it is what ran last.
    private ImmutableArray<ProcessRole> Roles()
    {
        if (current.Set is { Processes: [_, ..] processes })
            _roles = [.. processes.Select(p => p.Role)];
        return _roles;
    }

    private ProcessStatus? ProcessOf(ProcessRole role, RuntimeTelemetry.Seen seen)
    {
        if (current.Set[role] is not { Ended.IsCompleted: false } process)
            return null;
        if (!_since.TryGetValue(process.Pid, out var since))
            _since[process.Pid] = since = time.GetUtcNow() - process.AgeWhenFound;
        return new ProcessStatus(process.Pid, process.Identity.StartTime, since, seen.Restarts.Sum());
    }

    private PlanStatus? PlanOf(NodeState state, RuntimeTelemetry.Seen seen)
    {
        var (preparation, isDue, hold) = UpgradeProgress.In(state);
        if (Preparation.PlanOf(preparation) is not { } plan)
            return null;

        var problem = Preparation.ProblemOf(preparation);
        var word = (hold, isDue, problem, preparation) switch
        {
            (not null, _, _, _) => "held",
            (_, true, _, _) => "due",
            (_, _, not null, _) => "notReady",
            (_, _, _, Preparation.Staged) => "staged",
            _ => "staging",
        };
        var left = isDue ? null : seen.Progress?.TimeUntil(plan.Height);
        var eta = left is { } l && l < TimeSpan.FromDays(365) ? time.GetUtcNow() + l : (DateTimeOffset?)null;
        return new PlanStatus(plan.Tag.Value, plan.Height, word, hold ?? problem ?? (preparation is Preparation.Staging ? seen.Fetched : null), eta);
    }
}
