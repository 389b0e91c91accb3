using System.Collections.Immutable;
using Visor.Chains.Vega.Layout;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Recovery;
using Visor.Tests.Lifecycle;

namespace Visor.Tests.Recovery;

/// <summary>
/// One Visor after the other on the same machine. Each step is one piece of work and what is decided about its event; a crash
/// can come at every moment in it that leaves something else behind.
/// </summary>
internal sealed class SimulatedCourse
{
    private static readonly RestartPolicy Restarts = new(3);
    private static readonly VisorHome Home = new("/srv/visor");

    private readonly List<object> _story = [];
    private readonly Machine _machine;
    private readonly Action<JournalState, Liveness>? _onResume;
    private readonly SimulatedOperator _hands;
    private readonly Outcomes _outcomes;
    private NodeState? _state;
    private Node? _node;

    public SimulatedCourse(Machine machine, Action<JournalState, Liveness>? onResume = null)
    {
        (_machine, _onResume, _hands) = (machine, onResume, new SimulatedOperator(machine));
        _outcomes = new Outcomes(machine, _hands);
    }

    /// <summary>The node as the Visor that runs now knows it.</summary>
    private sealed record Node(ImmutableArray<Machine.Life> Set, bool IsAdopted = false);

    /// <summary>Null: no Visor runs.</summary>
    public NodeState? State => _state is NodeState.Stopped or NodeState.Failed or NodeState.HandedOver ? null : _state;

    /// <returns>The rule that was broken, and how it came to it; null: none.</returns>
    public string? Go(Choice choice)
    {
        if (choice.Copies)
            _machine.Copy();
        Tell(_hands.Lay(choice));
        if (State is not { } state)
            return Take(Begin(choice), choice);
        return Take(Perform(state, Outcome(state, SimulatedWork.Next(state, choice.Event), choice), choice), choice);
    }

    /// <summary>Lets one thing happen in which nothing goes wrong; if no Visor runs, one is begun first.</summary>
    public string? Go(Func<NodeState, NodeEvent> happened)
    {
        for (var i = 0; State is null; i++)
        {
            if (i == 5)
                return $"no word of a person leads on:\n{string.Join('\n', _story)}";
            if (Take(Begin(Choice.Quiet), Choice.Quiet) is { } broken)
                return broken;
        }

        return Take(Perform(State!, Outcome(State!, happened(State!), Choice.Quiet), Choice.Quiet), Choice.Quiet);
    }

    private NodeEvent Outcome(NodeState state, NodeEvent wanted, Choice choice) => _outcomes.Of(state, wanted, choice, _node?.IsAdopted);

    private string? Take(IEnumerable<string> moments, Choice choice)
    {
        var left = choice.CrashAfter;
        foreach (var moment in moments)
        {
            if (left-- != 0)
                continue;
            Crash(choice, moment);
            break;
        }

        if (left >= 0)
            Crash(choice, "between two pieces of work");
        return _machine.Onlooker.Broken is { } rule ? $"{rule}:\n{string.Join('\n', _story)}" : null;
    }

    private void Crash(Choice choice, string moment)
    {
        _story.Add($"-- {(choice.IsPowerFailure ? "power failure" : "crash")} {moment}");
        if (choice.IsPowerFailure)
            _machine.LosePower(choice);
        (_state, _node) = (null, null);
    }

    private IEnumerable<string> Begin(Choice choice)
    {
        if (choice.IsWithdrawn && _machine.Living.Length == _machine.Roles.Length)
            _machine.Chain.Withdraw();
        foreach (var life in _machine.Living.Where(life => life.Role == VegaRoles.Core ? choice.CoreDies : choice.DataNodeDies))
            _machine.Die(life);
        if (choice.Restores)
            Tell(_hands.Restore());
        if (_hands.Refusal() is { } refusal && !(refusal is "the link" && _hands.IsLinkedToWhatIsDue()))
        {
            Refuse(refusal, choice);
            yield break;
        }

        var byData = _hands.Refusal() is not null;
        _machine.Onlooker.Begun(byData);
        var history = _machine.History;
        if (byData)
        {
            Tell("the data says that what was linked is due");
            _machine.Onlooker.Saw("a link that the data confirms");
            _machine.Link = history.Active!.Release.Folder;
            _machine.Write(new JournalEntry.Due(history.Active.Upcoming!.Tag.Value, history.Active.Upcoming.Height));
            history = _machine.History;
        }
        else if (_machine.Living.IsEmpty && history is { InFlight: null, Ordered: null })
        {
            if (choice.OperatorCorrects)
            {
                _hands.Correct();
                _machine.Chain.Settle();
                _machine.Write(new JournalEntry.Selected(_machine.Current.Tag.Value, _machine.Current.Folder, "by hand"));
                _machine.Sync();
            }
            else if (UncertainStart.Check(history.Active!, history.Unsure, Home) is not null && !_machine.HasDataNode)
            {
                Look(history.Active!);
            }

            history = _machine.History;
        }

        var known = _machine.Living.Where(life => history.Processes.Any(p => p.Process.Pid == life.Pid)).ToImmutableArray();
        var recognised = choice.IsRecognised
            ? _machine.Living.Where(life => history.Launch.Any(i => i.Role == life.Role) && history.Processes.All(p => p.Role != life.Role)).ToImmutableArray()
            : [];
        var set = known.AddRange(recognised);
        var survival = _machine.Living.IsEmpty ? Liveness.None
            : !set.IsEmpty && history.Launch.All(i => set.Any(life => life.Role == i.Role)) ? Liveness.Full
            : Liveness.Partial;

        foreach (var life in recognised)
            _machine.Write(Machine.Started(life));
        yield return "before its first line is on the disk";
        _machine.Sync();
        yield return "before it has resumed";
        _onResume?.Invoke(history, survival);
        var state = RecoveryDecision.Decide(history.Active!, history, survival);
        _story.Add($"-- begins, {survival} lives");
        _story.Add(state);
        _machine.Onlooker.Resumed(state, survival, isWhole: set.Length == _machine.Roles.Length);
        _machine.IsStopBegun |= state is NodeState.Stopping;
        _node = survival == Liveness.None
            ? null
            : new Node(set, IsAdopted: true);
        _state = state;
        Stamp(choice);
    }

    // As a service manager or an operator begins Visor once more, the answer is the same until somebody decides.
    private void Refuse(string refusal, Choice choice)
    {
        _story.Add($"-- refused: {refusal}");
        _machine.Onlooker.Refused(refusal, _hands.HaveGivenReason);
        if (choice.PersonDecides)
            Tell(_hands.Decide(refusal, choice));
    }

    private void Tell(string? happened)
    {
        if (happened is not null)
            _story.Add($"-- {happened}");
    }

    // It is written soon after the node has been started, and never while it is down.
    private void Stamp(Choice choice)
    {
        if (choice.Stamps && _state is NodeState.Connecting or NodeState.Running or NodeState.Due { ProcessesAlive: true })
            _machine.StampData();
    }

    // Whoever has read why nothing starts looks where the network is, and says so.
    private void Look(ActiveRelease active)
    {
        _machine.Write(_machine.Chain.StoodReady is { } ready
            ? new JournalEntry.Due(ready.Tag.Value, ready.Height)
            : new JournalEntry.Selected(active.Release.Tag.Value, active.Release.Folder, "visor resolve"));
        _machine.Chain.Settle();
    }

    private IEnumerable<string> Perform(NodeState state, NodeEvent happened, Choice choice)
    {
        _story.Add(happened);
        foreach (var moment in Work(state, happened, choice))
            yield return moment;
        if (happened is NodeEvent.SwitchOrdered { Order: var word })
            _machine.Onlooker.Told(word);
        if (state is NodeState.Starting { Active: var proven } && happened is NodeEvent.LaunchRefused && _hands.Proof(proven) is { } wrong)
            _machine.Onlooker.Refused(wrong, _hands.HaveGivenReason);
        if (state is NodeState.ActivatingOrder && happened is NodeEvent.ReleaseActivated)
            _machine.Chain.Settle();
        if (happened is NodeEvent.Answered)
            _machine.Onlooker.CoreAnswered();

        var next = NodeLifecycle.Decide(state, happened, Restarts);
        var transition = JournalRequirement.Decide(state, next);
        yield return "before its line is written";
        if (transition.Entries.Any(e => e is JournalEntry.Ordered) && happened is NodeEvent.SwitchOrdered { Order.To: var wanted })
            _hands.Bring(wanted);
        foreach (var entry in transition.Entries)
            _machine.Write(entry);
        _machine.IsStopBegun |= next is NodeState.Stopping;
        yield return "before that line is on the disk";
        if (transition.Durability != TransitionDurability.Noted)
            _machine.Sync();
        yield return "before what follows is begun";
        _state = next;
        Stamp(choice);
        _story.Add(next);
        _machine.Onlooker.Reached(next, happened);
    }

    private IEnumerable<string> Work(NodeState state, NodeEvent happened, Choice choice) => (state, happened) switch
    {
        (NodeState.Starting s, NodeEvent.Launched) => Launch(s, _machine.Roles.Length),
        (NodeState.Starting s, NodeEvent.LaunchFailed or NodeEvent.StopRequested) => Launch(s, _outcomes.LookedAt(s) is NodeEvent.Launched ? choice.OneOf(_machine.Roles.Length + 1) - 1 : -1),
        (NodeState.Starting s, NodeEvent.PlanDue or NodeEvent.PlanWithdrawn or NodeEvent.LaunchRefused) => Launch(s, -1),
        (NodeState.Stopping, NodeEvent.PlanDue) when !choice.Answers => KillItself(),
        (NodeState.Stopping, NodeEvent.SetStopped) => Stop(choice, WorkItem.For(state).OfType<WorkItem.StopSet>().Single()),
        (NodeState.Activating a, NodeEvent.ReleaseActivated) => Link(a.To),
        (NodeState.ActivatingOrder o, NodeEvent.ReleaseActivated) => Link(o.Order.To),
        (_, NodeEvent.ProcessEnded) => End(choice),
        (_, NodeEvent.LivenessTimedOut) => ["after a failure"],
        _ => [],
    };

    /// <param name="count">How many processes are started before the launch ends or is cancelled; -1: not even the intent is written.</param>
    private IEnumerable<string> Launch(NodeState.Starting starting, int count)
    {
        var release = starting.Active.Release;
        if (_hands.Proof(starting.Active) is not null)
            yield break;
        _machine.Onlooker.Launching(starting.Active, starting.Cause);
        if (count < 0)
            yield break;
        _machine.Onlooker.Starting(starting.Active);
        foreach (var role in _machine.Roles)
            _machine.Write(Machine.Intent(role, release));
        yield return "before the intent is on the disk";
        _machine.Sync();
        _machine.IsStopBegun = false;
        _node = new Node([]);
        foreach (var role in _machine.Roles.Take(count))
        {
            yield return "before a process is spawned";
            var life = _machine.Spawn(role, release);
            _node = _node with { Set = _node.Set.Add(life) };
            yield return "before its pid is noted";
            _machine.Write(Machine.Started(life));
        }

        yield return "before the pids are on the disk";
        if (count == _machine.Roles.Length)
            _machine.Sync();
    }

    private IEnumerable<string> Stop(Choice choice, WorkItem.StopSet work)
    {
        if (_node is not { } node)
            yield break;
        var isWhole = node.Set.Length == _machine.Roles.Length && node.Set.All(_machine.Living.Contains);
        var isUnsure = !work.IsReadinessKnown && _machine.CoreLives && _machine.Chain.Ready is not null && GoesUnanswered();
        _machine.Chain.WasStopped |= _machine.CoreLives;
        foreach (var life in choice.StopsInTime ? _machine.Living : _machine.Living.Reverse())
        {
            _machine.Die(life);
            yield return "after the end of a process";
        }

        foreach (var life in node.Set)
        {
            _machine.Write(new JournalEntry.Ended(life.Role, life.Pid, "exit 0"));
            yield return "after the line about the end of a process";
        }

        _machine.Write(new JournalEntry.Stopped(Asked: !work.IsAfterFailure && isWhole && choice.StopsInTime, isUnsure ? true : null));
        _node = null;
        yield return "after the line about the end of all";
    }

    // Written before anything is done to the core, whoever dies after that.
    private bool GoesUnanswered()
    {
        if (_machine.History.Active?.Upcoming is null)
            return false;
        _machine.Write(new JournalEntry.Stopping("its core gives no answer", Unsure: true));
        _machine.Sync();
        return true;
    }

    // The stop that was under way has ended the core, and its end is what has told that it was ready.
    private IEnumerable<string> KillItself()
    {
        GoesUnanswered();
        _machine.Chain.WasStopped = true;
        _machine.Living.ToList().ForEach(_machine.Die);
        yield return "after the core has killed itself";
    }

    private IEnumerable<string> Link(Release to)
    {
        yield return "before the link";
        _machine.Prepare(to);
        _machine.Link = to.Folder;
        yield return "between the link and its line";
    }

    private IEnumerable<string> End(Choice choice)
    {
        if (choice.StopsInTime)
            _machine.Die(_machine.Living[choice.OneOf(_machine.Living.Length)]);
        else
            _machine.Living.ToList().ForEach(_machine.Die);
        return ["after a failure"];
    }
}
