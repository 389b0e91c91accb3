using System.Collections.Immutable;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Node;
using Visor.Processes;
using Visor.Supervision;
using Visor.Supervision.Ending;
using Visor.Supervision.Journaling;
using Visor.Supervision.Resuming;
using Visor.Supervision.Work;
using Visor.Tests.Lifecycle;

namespace Visor.Tests.Supervision.Resuming;

/// <summary>
/// One Visor after the other on the same machine. Each step is one piece of work and what is decided about its event; a crash
/// can come at every moment in it that leaves something else behind.
/// </summary>
internal sealed class Course(Machine machine, Action<JournalHistory, Survival>? onResume = null)
{
    private static readonly RestartPolicy Restarts = new(3);
    private static readonly VisorHome Home = new("/srv/visor");

    private readonly List<object> _story = [];
    private readonly Hands _hands = new(machine);
    private NodeState? _state;
    private Node? _node;

    /// <summary>The node as the Visor that runs now knows it.</summary>
    private sealed record Node(ImmutableArray<Machine.Life> Set, bool HasFailed, bool IsAdopted = false);

    /// <summary>Null: no Visor runs.</summary>
    public NodeState? State => _state is NodeState.Stopped or NodeState.Failed or NodeState.HandedOver ? null : _state;

    /// <returns>The rule that was broken, and how it came to it; null: none.</returns>
    public string? Go(Choice choice)
    {
        if (choice.Copies)
            machine.Copy();
        Tell(_hands.Lay(choice));
        if (State is not { } state)
            return Take(Begin(choice), choice);
        return Take(Perform(state, Truthful(state, Plausible(World.Next(state, choice.Event)), choice), choice), choice);
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

        return Take(Perform(State!, Truthful(State!, Plausible(happened(State!)), Choice.Quiet), Choice.Quiet), Choice.Quiet);
    }

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
        return machine.Onlooker.Broken is { } rule ? $"{rule}:\n{string.Join('\n', _story)}" : null;
    }

    private void Crash(Choice choice, string moment)
    {
        _story.Add($"-- {(choice.IsPowerFailure ? "power failure" : "crash")} {moment}");
        if (choice.IsPowerFailure)
            machine.LosePower(choice);
        (_state, _node) = (null, null);
    }

    // What comes of a piece of work is what the world is like.
    private NodeEvent Truthful(NodeState state, NodeEvent happened, Choice choice)
    {
        if (choice.BecomesReady && machine.CoreLives && machine.Chain is { Ready: null, Agreed: { } agreed } && IsAhead(agreed, state.Active))
            machine.Chain.BecomeReady(agreed);
        switch (state, happened)
        {
            // A core says nothing of an upgrade to what it is.
            case (NodeState.Running, NodeEvent.PlanDue { Plan.Tag: var tag }) when tag == state.Active.Release.Tag:
            case (NodeState.Running, NodeEvent.PlanAccepted { Plan.Tag: var own }) when own == state.Active.Release.Tag:
                machine.Chain.Agree(null);
                return new NodeEvent.PlanWithdrawn();
            case (NodeState.Connecting, NodeEvent.PlanDue { Plan.Tag: var itself }) when itself == state.Active.Release.Tag:
                return new NodeEvent.Answered();
            case (NodeState.Starting s, NodeEvent.Launched or NodeEvent.PlanDue or NodeEvent.PlanWithdrawn):
                return LookedAt(s);
            case (NodeState.Starting s, NodeEvent.LaunchFailed or NodeEvent.LaunchRefused) when _hands.Proof(s.Active) is not null:
                return LookedAt(s);
            case (NodeState.Running, NodeEvent.PlanAccepted e):
                machine.Chain.Agree(e.Plan);
                break;
            case (NodeState.Running, NodeEvent.PlanWithdrawn):
                machine.Chain.Agree(null);
                break;
            case (NodeState.Running or NodeState.Connecting, NodeEvent.PlanDue e) when IsAhead(e.Plan, state.Active):
                machine.Chain.BecomeReady(e.Plan);
                break;
            case (NodeState.Stopping, NodeEvent.PlanDue e) when !IsAhead(machine.Chain.Ready ?? e.Plan, state.Active):
                return new NodeEvent.SetStopped();
            case (NodeState.Stopping, NodeEvent.PlanDue e):
                machine.Chain.BecomeReady(machine.Chain.Ready ?? e.Plan);
                return new NodeEvent.PlanDue(machine.Chain.Ready!);
            case (NodeState.Stopping, NodeEvent.SetStopped) when IsToBeAsked(state) && machine.CoreLives && machine.Chain.Ready is { } ready && IsAhead(ready, state.Active) && (choice.Answers || IsHeardByItsEnd(ready)):
                return new NodeEvent.PlanDue(ready);
        }

        return happened;
    }

    private static bool IsAhead(UpgradePlan plan, ActiveRelease active) => plan.Height > active.Passed && plan.Tag != active.Release.Tag && plan != active.Abandoned;

    // A mute child that kills itself tells its parent, who knows what was agreed on.
    private bool IsHeardByItsEnd(UpgradePlan ready) => !machine.HasDataNode && _node is { IsAdopted: false } && machine.History.Active?.Upcoming == ready;

    private static bool IsToBeAsked(NodeState state) => NodeWork.Of(state) is [NodeWork.StopSet { IsDue: false }];

    private NodeEvent LookedAt(NodeState.Starting starting)
    {
        var (active, history) = (starting.Active, machine.History);
        if (_hands.Proof(active) is { } wrong)
            return new NodeEvent.LaunchRefused(new Failure(wrong, ExitCodes.Configuration));
        var choice = SnapshotFlag.Choose([], machine.HasDataNode, active, starting.Cause);
        SegmentReading reading = machine.HasDataNode && machine.Chain.History > 0 ? new SegmentReading.Found(machine.Chain.History) : new SegmentReading.None();
        return SnapshotHeight.Of(reading, active, choice, UnsureStart.Of(active, history.Unsure, Home)) switch
        {
            SnapshotHeight.Reached reached => new NodeEvent.PlanDue(reached.Plan),
            SnapshotHeight.Beyond => new NodeEvent.PlanWithdrawn(),
            SnapshotHeight.Refused refused when history.Unsure is not null => new NodeEvent.LaunchRefused(refused.Why),
            _ => new NodeEvent.Launched(),
        };
    }

    // A core that does not live says nothing.
    private NodeEvent Plausible(NodeEvent happened) => happened switch
    {
        NodeEvent.PlanDue when _state is NodeState.Stopping && (_node is null || !machine.CoreLives) => new NodeEvent.SetStopped(),
        NodeEvent.Answered or NodeEvent.PlanAccepted or NodeEvent.PlanWithdrawn or NodeEvent.PlanDue
            when _node is not null && machine.Living.All(life => life.Role != ProcessRole.Core) =>
                _state is NodeState.Incomplete ? new NodeEvent.FoundIncomplete("the core is missing") : new NodeEvent.ProcessEnded("exit 1"),
        _ => happened,
    };

    private IEnumerable<string> Begin(Choice choice)
    {
        if (choice.IsWithdrawn && machine.Living.Length == machine.Roles.Length)
            machine.Chain.Withdraw();
        foreach (var life in machine.Living.Where(life => life.Role == ProcessRole.Core ? choice.CoreDies : choice.DataNodeDies))
            machine.Die(life);
        if (choice.Restores)
            Tell(_hands.Restore());
        if (_hands.Refusal() is { } refusal && !(refusal is "the link" && _hands.IsLinkedToWhatIsDue()))
        {
            Refuse(refusal, choice);
            yield break;
        }

        var byData = _hands.Refusal() is not null;
        machine.Onlooker.Begun(byData);
        var history = machine.History;
        if (byData)
        {
            Tell("the data says that what was linked is due");
            machine.Onlooker.Saw("a link that the data confirms");
            machine.Link = history.Active!.Release.Folder;
            machine.Write(new JournalEntry.Due(history.Active.Upcoming!.Tag.Value, history.Active.Upcoming.Height));
            history = machine.History;
        }
        else if (machine.Living.IsEmpty && history is { InFlight: null, Ordered: null })
        {
            if (choice.OperatorCorrects)
            {
                machine.Correct();
                machine.Chain.Settle();
                machine.Write(new JournalEntry.Selected(machine.Current.Tag.Value, machine.Current.Folder, "by hand"));
                machine.Sync();
            }
            else if (UnsureStart.Of(history.Active!, history.Unsure, Home) is not null && !machine.HasDataNode)
            {
                Look(history.Active!);
            }

            history = machine.History;
        }

        var known = machine.Living.Where(life => history.Processes.Any(p => p.Process.Pid == life.Pid)).ToImmutableArray();
        var recognised = choice.IsRecognised
            ? machine.Living.Where(life => history.Launch.Any(i => i.Role == life.Role) && history.Processes.All(p => p.Role != life.Role)).ToImmutableArray()
            : [];
        var set = known.AddRange(recognised);
        var survival = machine.Living.IsEmpty ? Survival.Nothing
            : !set.IsEmpty && history.Launch.All(i => set.Any(life => life.Role == i.Role)) ? Survival.Whole
            : Survival.Part;

        foreach (var life in recognised)
            machine.Write(Machine.Started(life));
        yield return "before its first line is on the disk";
        machine.Sync();
        yield return "before it has resumed";
        onResume?.Invoke(history, survival);
        var state = Resumption.Of(history.Active!, history, survival);
        _story.Add($"-- begins, {survival} lives");
        _story.Add(state);
        machine.Onlooker.Resumed(state, survival, isWhole: set.Length == machine.Roles.Length);
        machine.IsStopBegun |= state is NodeState.Stopping;
        _node = survival == Survival.Nothing
            ? null
            : new Node(set, HasFailed: survival != Survival.Whole || history.IsStopping, IsAdopted: true);
        _state = state;
        Stamp(choice);
    }

    // As a service manager or an operator begins Visor once more, the answer is the same until somebody decides.
    private void Refuse(string refusal, Choice choice)
    {
        _story.Add($"-- refused: {refusal}");
        machine.Onlooker.Refused(refusal, _hands.HaveTouched);
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
        if (choice.Stamps && _state is NodeState.Connecting or NodeState.Running or NodeState.Due { SetLives: true })
            machine.StampData();
    }

    // Whoever has read why nothing starts looks where the network is, and says so.
    private void Look(ActiveRelease active)
    {
        machine.Write(machine.Chain.StoodReady is { } ready
            ? new JournalEntry.Due(ready.Tag.Value, ready.Height)
            : new JournalEntry.Selected(active.Release.Tag.Value, active.Release.Folder, "visor resolve"));
        machine.Chain.Settle();
    }

    private IEnumerable<string> Perform(NodeState state, NodeEvent happened, Choice choice)
    {
        _story.Add(happened);
        foreach (var moment in Work(state, happened, choice))
            yield return moment;
        if (happened is NodeEvent.SwitchOrdered { Order: var word })
            machine.Onlooker.Told(word);
        if (state is NodeState.Starting { Active: var proven } && happened is NodeEvent.LaunchRefused && _hands.Proof(proven) is { } wrong)
            machine.Onlooker.Refused(wrong, _hands.HaveTouched);
        if (state is NodeState.Obeying && happened is NodeEvent.ReleaseActivated)
            machine.Chain.Settle();
        if (happened is NodeEvent.Answered)
            machine.Onlooker.CoreAnswered();

        var next = NodeLifecycle.Decide(state, happened, Restarts);
        var transition = Transition.Of(state, next);
        yield return "before its line is written";
        if (transition.Entries.Any(e => e is JournalEntry.Ordered) && happened is NodeEvent.SwitchOrdered { Order.To: var wanted })
            _hands.Bring(wanted);
        foreach (var entry in transition.Entries)
            machine.Write(entry);
        machine.IsStopBegun |= next is NodeState.Stopping;
        yield return "before that line is on the disk";
        if (transition.Durability != TransitionDurability.Noted)
            machine.Sync();
        yield return "before what follows is begun";
        _state = next;
        Stamp(choice);
        _story.Add(next);
        machine.Onlooker.Reached(next, happened);
    }

    private IEnumerable<string> Work(NodeState state, NodeEvent happened, Choice choice) => (state, happened) switch
    {
        (NodeState.Starting s, NodeEvent.Launched) => Launch(s, machine.Roles.Length),
        (NodeState.Starting s, NodeEvent.LaunchFailed or NodeEvent.StopRequested) => Launch(s, LookedAt(s) is NodeEvent.Launched ? choice.OneOf(machine.Roles.Length + 1) - 1 : -1),
        (NodeState.Starting s, NodeEvent.PlanDue or NodeEvent.PlanWithdrawn or NodeEvent.LaunchRefused) => Launch(s, -1),
        (NodeState.Stopping, NodeEvent.PlanDue) when !choice.Answers => KillItself(),
        (NodeState.Stopping, NodeEvent.SetStopped) => Stop(choice, isAsked: IsToBeAsked(state)),
        (NodeState.Activating a, NodeEvent.ReleaseActivated) => Link(a.To),
        (NodeState.Obeying o, NodeEvent.ReleaseActivated) => Link(o.Order.To),
        (_, NodeEvent.ProcessEnded) => End(choice),
        (_, NodeEvent.SilentTooLong) => Fail(),
        _ => [],
    };

    /// <param name="count">How many processes are started before the launch ends or is cancelled; -1: not even the intent is written.</param>
    private IEnumerable<string> Launch(NodeState.Starting starting, int count)
    {
        var release = starting.Active.Release;
        if (_hands.Proof(starting.Active) is not null)
            yield break;
        machine.Onlooker.Launching(starting.Active, starting.Cause);
        if (count < 0)
            yield break;
        machine.Onlooker.Starting(starting.Active);
        foreach (var role in machine.Roles)
            machine.Write(Machine.Intent(role, release));
        yield return "before the intent is on the disk";
        machine.Sync();
        machine.IsStopBegun = false;
        _node = new Node([], HasFailed: count < machine.Roles.Length);
        foreach (var role in machine.Roles.Take(count))
        {
            yield return "before a process is spawned";
            var life = machine.Spawn(role, release);
            _node = _node with { Set = _node.Set.Add(life) };
            yield return "before its pid is noted";
            machine.Write(Machine.Started(life));
        }

        yield return "before the pids are on the disk";
        if (count == machine.Roles.Length)
            machine.Sync();
    }

    private IEnumerable<string> Stop(Choice choice, bool isAsked)
    {
        if (_node is not { } node)
            yield break;
        var isUnsure = isAsked && machine.CoreLives && machine.Chain.Ready is not null && GoesUnanswered();
        machine.Chain.WasStopped |= machine.CoreLives;
        foreach (var life in choice.StopsInTime ? machine.Living : machine.Living.Reverse())
        {
            machine.Die(life);
            yield return "after the end of a process";
        }

        foreach (var life in node.Set)
        {
            machine.Write(new JournalEntry.Ended(life.Role, life.Pid, "exit 0"));
            yield return "after the line about the end of a process";
        }

        machine.Write(new JournalEntry.Stopped(Asked: !node.HasFailed && choice.StopsInTime, isUnsure ? true : null));
        _node = null;
        yield return "after the line about the end of all";
    }

    // Written before anything is done to the core, whoever dies after that.
    private bool GoesUnanswered()
    {
        if (machine.History.Active?.Upcoming is null)
            return false;
        machine.Write(new JournalEntry.Stopping("its core gives no answer", Unsure: true));
        machine.Sync();
        return true;
    }

    // The stop that was under way has ended the core, and its end is what has told that it was ready.
    private IEnumerable<string> KillItself()
    {
        GoesUnanswered();
        machine.Chain.WasStopped = true;
        machine.Living.ToList().ForEach(machine.Die);
        yield return "after the core has killed itself";
    }

    private IEnumerable<string> Link(Release to)
    {
        yield return "before the link";
        machine.Prepare(to);
        machine.Link = to.Folder;
        yield return "between the link and its line";
    }

    private IEnumerable<string> End(Choice choice)
    {
        if (choice.StopsInTime)
            machine.Die(machine.Living[choice.OneOf(machine.Living.Length)]);
        else
            machine.Living.ToList().ForEach(machine.Die);
        return Fail();
    }

    private IEnumerable<string> Fail()
    {
        yield return "after a failure";
        _node = _node! with { HasFailed = true };
    }
}
