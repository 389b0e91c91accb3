using System.Collections.Immutable;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery.Stamp;
using Visor.Tests.Lifecycle;

namespace Visor.Tests.Recovery;

/// <summary>What outlives a Visor: the journal, <c>current</c> and the processes of the node.</summary>
internal sealed class Machine
{
    /// <summary>Of the home.</summary>
    public const string Id = "0123456789abcdef0123456789abcdef";

    private readonly InvariantChecker _onlooker;
    private readonly Dictionary<string, ReleaseTag> _binaries = new(StringComparer.Ordinal) { [Given.Old.Release.Folder] = Given.Old.Release.Tag };
    private readonly List<(JournalState Journal, string Link)> _copies = [];
    private readonly List<JournalEntry> _tail = [];
    private JournalState _durable = JournalState.Empty;
    private int _lastPid;

    public Machine(bool hasDataNode)
    {
        _onlooker = new InvariantChecker(this);
        Roles = hasDataNode ? [VegaRoles.Core, VegaRoles.DataNode] : [VegaRoles.Core];
        Write(new JournalEntry.Selected(Current.Tag.Value, Current.Folder, "first start in this home"));
        Sync();
    }

    /// <summary>One process of the node.</summary>
    internal sealed record Life(ProcessRole Role, Release Release, int Pid);

    public InvariantChecker Onlooker => _onlooker;

    public Chain Chain { get; } = new();

    public bool HasDataNode => Roles.Length > 1;

    public bool CoreLives => Living.Any(life => life.Role == VegaRoles.Core);

    public ImmutableArray<ProcessRole> Roles { get; }

    /// <summary>The folder that <c>current</c> names.</summary>
    public string Link { get; set; } = Given.Old.Release.Folder;

    /// <summary>What would be started from there: what the binary says it is.</summary>
    public Release Current => In(Link);

    /// <summary>Beside the chain's data; null: nothing yet.</summary>
    public DataStamp? Stamp { get; private set; }

    public ImmutableArray<Life> Living { get; private set; } = [];

    /// <summary>Whether the set that lives has been told to end.</summary>
    public bool IsStopBegun { get; set; }

    /// <summary>What whoever reads the journal now is told.</summary>
    public JournalState History { get; private set; } = JournalState.Empty;

    /// <summary>What lies in a folder.</summary>
    public Release In(string folder) => new(_binaries[folder], folder);

    /// <summary>Puts a release into its folder, whatever lies there.</summary>
    public void Put(Release release) => _binaries[release.Folder] = release.Tag;

    /// <summary>The release is made ready there, unless something lies there.</summary>
    /// <returns>What lies there now.</returns>
    public Release Prepare(Release release)
    {
        _binaries.TryAdd(release.Folder, release.Tag);
        return In(release.Folder);
    }

    public void StampData()
    {
        Stamp = DataStamp.Create(Id, History);
        if (History.Stamped != Stamp!.Number)
            Write(new JournalEntry.Stamped(Stamp.Number));
    }

    /// <summary>A backup of the home.</summary>
    public void Copy()
    {
        if (_tail.Count == 0)
            _copies.Add((_durable, Link));
    }

    /// <summary>Puts the newest copy back of which the data can tell that it is older: another release has been active since, and the stamp knows it.</summary>
    public bool Restore()
    {
        if (Stamp is not { } stamp || stamp.Number != _durable.Activations.Length || History.Activations.Length != stamp.Number
            || _copies.FindLastIndex(c => c.Journal.Activations.Length < stamp.Number) is not (>= 0 and var at))
        {
            return false;
        }

        (History, Link) = _copies[at];
        _durable = History;
        _tail.Clear();
        return true;
    }

    public void Write(JournalEntry entry)
    {
        _tail.Add(entry);
        History = History.After(entry);
    }

    public void Sync()
    {
        _durable = History;
        foreach (var entry in _tail)
            _onlooker.OnDisk(entry);
        _tail.Clear();
    }

    public Life Spawn(ProcessRole role, Release release)
    {
        var life = new Life(role, release, ++_lastPid);
        _onlooker.Spawned(life);
        if (role == VegaRoles.Core)
            Chain.CoreBegins();
        Living = Living.Add(life);
        return life;
    }

    public void Die(Life life)
    {
        Living = Living.Remove(life);
        if (life.Role == VegaRoles.Core)
            Chain.CoreEnds();
    }

    /// <summary>The operator corrects the binary of the release that may run.</summary>
    public void Correct()
    {
        Sync(); // Hands are slower than disks.
        Put(Current with { Tag = ReleaseTag.Parse(Current.Tag.Value + "-1") });
        _onlooker.Corrected(Current);
    }

    /// <summary>Nothing lives on, and of what was not synced only the beginning may have reached the disk.</summary>
    public void LosePower(Choice choice)
    {
        Living.ToList().ForEach(Die);
        _onlooker.LostPower();
        History = _durable;
        var kept = choice.OneOf(_tail.Count + 1);
        _tail.RemoveRange(kept, _tail.Count - kept);
        foreach (var entry in _tail)
            History = History.After(entry);
        Sync();
    }

    public static JournalEntry.Started Started(Life life) =>
        new(life.Role, life.Release.Tag.Value, "/vega.sock", new ProcessIdentity(life.Pid, 1, "boot", "pid:[1]"));

    public static JournalEntry.Intent Intent(ProcessRole role, Release release) =>
        new(role, release.Tag.Value, release.Folder, "/vega", [], null);
}
