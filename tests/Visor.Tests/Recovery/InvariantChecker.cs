using Visor.Chains.Vega.Launch;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Recovery;
using Visor.Tests.Lifecycle;

namespace Visor.Tests.Recovery;

/// <summary>
/// Follows a machine from outside, through every crash, and remembers what no Visor may forget: which release may run, since
/// which height, whether it has answered, and what is due.
/// </summary>
internal sealed class InvariantChecker(Machine machine)
{
    private readonly HashSet<Release> _chosen = [Given.Old.Release];
    private Release _mayRun = Given.Old.Release;
    private ulong _height;
    private ulong _ownHeight;
    private UpgradePlan? _due;
    private readonly HashSet<SwitchOrder> _words = [];
    private SwitchOrder? _word;
    private ulong? _from;
    private string? _refused;
    private bool _hasAnswered = true;
    private bool _answerIsOnDisk = true;

    /// <summary>The first rule that was broken; null: none.</summary>
    public string? Broken { get; private set; }

    public ulong Height => _height;

    public bool IsDue => _due is not null;

    /// <summary>What has been seen of what others do to a home, and how it was answered.</summary>
    public List<string> Seen { get; } = [];

    public void Saw(string what) => Seen.Add(what);

    /// <summary>Somebody has laid hands on the home, or given a word: what was refused before may be answered otherwise.</summary>
    public void Touched() => _refused = null;

    /// <summary>What the next Visor reads may be less than what the last one has read.</summary>
    public void LostPower() => _refused = null;

    /// <summary>Visor has started nothing, and told why.</summary>
    /// <param name="haveTouched">Whether anybody has given a reason.</param>
    public void Refused(string why, bool haveTouched)
    {
        Rule(haveTouched, "nothing is refused that nobody has touched");
        Rule(_refused is null || string.Equals(_refused, why, StringComparison.Ordinal), "a second start answers as the first");
        Saw(_refused is null ? $"{why} is refused" : $"{why} is refused again");
        _refused = why;
    }

    /// <summary>A Visor goes on.</summary>
    /// <param name="byData">Because the chain's data says the same as what was touched.</param>
    public void Begun(bool byData)
    {
        Rule(_refused is null || byData, "no refusal is forgotten");
        _refused = null;
    }

    /// <summary>The operator has chosen what <c>current</c> names.</summary>
    public void Corrected(Release release) => _chosen.Add(release);

    /// <summary>A person has given a word, whether or not it is heeded.</summary>
    public void Told(SwitchOrder word) => _words.Add(word);

    /// <summary>A line that no crash takes away any more.</summary>
    public void OnDisk(JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Selected e:
                var selected = new Release(ReleaseTag.Parse(e.Tag), e.Folder);
                var isOther = selected.Tag != _mayRun.Tag;
                Rule(selected == _mayRun || _chosen.Contains(selected), "only the operator chooses another release");
                _mayRun = selected;
                if (isOther)
                    (_ownHeight, _hasAnswered, _answerIsOnDisk) = (0, true, true);
                break;
            case JournalEntry.Answered:
                (_hasAnswered, _answerIsOnDisk) = (true, true);
                break;
            case JournalEntry.Due e:
                Rule(!machine.HasDataNode || machine.Chain.History <= e.Height, "what the network went on without is not due");
                Rule(_due is null || Matches(e.Tag, e.Height), "a plan that is due is final");
                Rule(e.Height > _height, "heights only grow");
                _word = null;
                _due = new UpgradePlan(ReleaseTag.Parse(e.Tag), e.Height);
                break;
            case JournalEntry.Switching e:
                Rule(_due is not null && Matches(e.Tag, e.Height), "only what is due is switched to");
                break;
            case JournalEntry.Activated e:
                Rule(_due is not null && Matches(e.Tag, e.Height), "only what was due is activated");
                Rule(machine.Living.IsEmpty, "current is not switched under a living node");
                (_mayRun, _height, _ownHeight, _due) = (new Release(ReleaseTag.Parse(e.Tag), e.Folder), e.Height, e.Height, null);
                Rule(Names(_mayRun), "current names what the journal calls activated");
                _chosen.Clear();
                (_hasAnswered, _answerIsOnDisk, _from) = (false, false, null);
                break;
            case JournalEntry.Ordered e:
                var word = _words.FirstOrDefault(w => JournalRequirement.OrderedBy(w) == e);
                Rule(word is not null, "only a person gives his word");
                Rule(_word is null, "one word after the other");
                Rule(_due is null || _due == word?.Abandons || Matches(e.Tag, e.Passed), "what is due gives way only to a word that calls it off");
                (_word, _due) = (word, null);
                break;
            case JournalEntry.Obeyed:
                Rule(_word is not null && Names(_word.To), "current names what a person wants");
                Rule(machine.Living.IsEmpty, "current is not switched under a living node");
                Obeyed(_word!);
                break;
            case JournalEntry.Witnessed e:
                Rule(new Release(ReleaseTag.Parse(e.Tag), e.Folder) == _mayRun && e.Height == _height, "what the data says is what ran last");
                (_ownHeight, _due, _word, _from) = (e.Height, null, null, null);
                // The data knows the block of an upgrade, and not the one that a person has named.
                (_hasAnswered, _answerIsOnDisk) = (e.HasAnswered || e.Height == 0, e.HasAnswered);
                break;
        }
    }

    private void Obeyed(SwitchOrder word)
    {
        if (word.Height is not null)
            (_hasAnswered, _answerIsOnDisk, _from) = (false, false, word.Height);
        else if (word.To.Tag != _mayRun.Tag)
            (_hasAnswered, _answerIsOnDisk, _from) = (true, true, null);
        else
            _from = null; // A word without a block takes back the one that was named.
        _ownHeight = word.Height == word.Passed || (word.To.Tag == _mayRun.Tag && _ownHeight == word.Passed) ? word.Passed : 0;
        _hasAnswered |= _from is null && _ownHeight == 0; // Nothing is left to begin from.
        (_mayRun, _height, _word) = (word.To, word.Passed, null);
        _chosen.Clear();
        _chosen.Add(_mayRun);
    }

    /// <summary>A core of the release that may run has answered, whether or not anybody could write it down.</summary>
    public void CoreAnswered() => _hasAnswered = true;

    public void Launching(ActiveRelease active, StartCause cause)
    {
        Rule(machine.Living.IsEmpty, "never two sets");
        Rule(_due is null, "once due never the old release again");
        Rule(_word is null, "a word that was given is carried out before anything else");
        Rule(active.Release == _mayRun && active.Release == machine.Current, "never a release other than the one that was activated or selected");
        Rule(active.Passed == _height, "a start knows the height of the last upgrade");
        Rule(active.ActivationHeight == _ownHeight, "never the height of another release's upgrade");
        Rule(_hasAnswered || !active.HasResponded, "no start forgets that the release has not answered yet");
        Rule(!_answerIsOnDisk || active.HasResponded, "no start forgets that the release has answered");
        if (!_hasAnswered)
            Rule(SnapshotPolicy.Choose([], machine.Roles.Length > 1, active, cause) == new SnapshotChoice.From(_from ?? _ownHeight), "until it answers it starts from the height");
    }

    /// <summary>It is really started: nothing stands against it in the eyes of Visor.</summary>
    public void Starting(ActiveRelease active)
    {
        var wasReady = machine.Chain.StoodReady is { } ready && active.Upcoming == ready;
        Rule(!wasReady || !machine.HasDataNode, "where a history tells that the core stood ready the old release is not started again");
        Rule(!wasReady || !machine.Chain.WasStopped, "a core that stood ready and was stopped is not followed by the old release");
    }

    public void Spawned(Machine.Life life) =>
        Rule(machine.Living.All(other => other.Role != life.Role && other.Release == life.Release), "never two of a kind");

    /// <param name="isWhole">Whether everything that belongs to the node lives and is known.</param>
    public void Resumed(NodeState state, Liveness survival, bool isWhole)
    {
        var inFlight = PlanUnderWay(state);
        Rule(inFlight == _due, "the upgrade that is due goes on, and no other");
        Rule(state.Active.Release == _mayRun, "what runs on is the release that may");
        if (machine.Living.IsEmpty)
            Rule(state is NodeState.Starting or NodeState.Activating or NodeState.ActivatingOrder or NodeState.Due { ProcessesAlive: false }, "what does not live is not adopted");
        else
            Rule(state is NodeState.Connecting or NodeState.PartiallyRunning or NodeState.Stopping or NodeState.Due { ProcessesAlive: true }, "what lives is watched or stopped");
        if (isWhole && !machine.IsStopBegun && _word is null)
            Rule(survival == Liveness.Full && state is NodeState.Connecting { Restarts: 0 } or NodeState.Due { ProcessesAlive: true }, "a whole set outlives a crash of Visor");
        if (_word is not null)
            Rule(state is NodeState.ActivatingOrder o ? o.Order == _word : state is NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered t } && t.Order == _word, "a word that was given is carried out");
        else if (machine.History.Target is { } target)
            Rule(state is NodeState.Activating a ? a.To == target : state is NodeState.Stopping { Then: StopPurpose.Activate s } && s.To == target, "a switch that was decided goes on");
        else
            Rule(Names(_mayRun), "current names what may run until a switch is decided");
    }

    public void Reached(NodeState state, NodeEvent happened)
    {
        if (state is NodeState.Activating or NodeState.ActivatingOrder or NodeState.BackingOff or NodeState.Stopped or NodeState.Failed)
            Rule(machine.Living.IsEmpty, "nothing of the set may live here");
        if (state is NodeState.Starting or NodeState.Connecting or NodeState.Running)
            Rule(_due is null, "never back once due");
        if (happened is NodeEvent.PartialSetConfirmed)
            Rule(state is NodeState.Stopping, "what is not whole is stopped");
        Rule(PlanUnderWay(state) is not { } plan || plan == _due, "what is under way is due on disk");
    }

    // What lies in the folder is asked before a start, not before.
    private bool Names(Release release) => string.Equals(machine.Link, release.Folder, StringComparison.Ordinal);

    private bool Matches(string tag, ulong height) => _due == new UpgradePlan(ReleaseTag.Parse(tag), height);

    private static UpgradePlan? PlanUnderWay(NodeState state) => state switch
    {
        NodeState.Due d => Preparation.PlanOf(d.Next),
        NodeState.Stopping { Then: StopPurpose.Activate a } => a.Plan,
        NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a } => Preparation.PlanOf(a.Next),
        NodeState.Stopping { Then: StopPurpose.RemainStopped s } => s.Due,
        NodeState.Activating a => a.Plan,
        _ => null,
    };

    private void Rule(bool holds, string name)
    {
        if (!holds)
            Broken ??= name;
    }
}
