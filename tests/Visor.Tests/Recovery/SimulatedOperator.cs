using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery.Mismatch;
using Visor.Recovery.Stamp;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Lifecycle;

namespace Visor.Tests.Recovery;

/// <summary>
/// Who touches a home without a word: a binary that is replaced, a link that is changed, a copy that is put back. And the person who is told about it, and says
/// what is meant.
/// </summary>
internal sealed class SimulatedOperator(Machine machine)
{
    private static readonly VisorHome Home = new("/srv/visor");
    private static readonly Release Foreign = new(ReleaseTag.Parse("v9.9.9"), "other");

    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _corrected = new(StringComparer.Ordinal);

    /// <summary>Something may have been touched that no person has answered for.</summary>
    public bool HaveTouched { get; private set; }

    /// <summary>There is a reason to refuse what is to run now: also a corrected binary, which an upgrade to what its folder held before meets.</summary>
    public bool HaveGivenReason => HaveTouched || (machine.History.Active is { } active && _corrected.Contains(active.Release.Folder) && IsOther(active));

    /// <summary>The binary that may run is corrected.</summary>
    public void Correct()
    {
        machine.Correct();
        _corrected.Add(machine.Current.Folder);
    }

    /// <returns>What was done; null: nothing.</returns>
    public string? Lay(Choice choice)
    {
        // Hands are slower than disks.
        if (choice.Hand != Hand.None)
            machine.Sync();
        var active = machine.History.Active!;
        switch (choice.Hand)
        {
            case Hand.ReplacesBinary when machine.In(active.Release.Folder).Tag != Foreign.Tag:
                Replace(active.Release with { Tag = Foreign.Tag });
                return Touched("a binary is replaced");
            case Hand.InstallsEarly when active.Upcoming is { } plan:
                Replace(active.Release with { Tag = plan.Tag });
                return Touched("the next release is copied over the one that runs");
            case Hand.LinksEarly when active.Upcoming is { } plan && machine.History.InFlight is null:
                machine.Link = $"{plan.Tag} made ready by hand";
                machine.Put(new Release(plan.Tag, machine.Link));
                return Touched("the next release is linked early");
            case Hand.LinksOther:
                machine.Put(Foreign);
                machine.Link = Foreign.Folder;
                return Touched("another release is linked");
            case Hand.LinksFirst when !string.Equals(machine.Link, Given.Old.Release.Folder, StringComparison.Ordinal):
                machine.Link = Given.Old.Release.Folder;
                return Touched("the first release is linked");
            default:
                return null;
        }
    }

    /// <summary>A person has put there what his word speaks of, whatever becomes of the word.</summary>
    public void Bring(Release release)
    {
        var isOther = machine.Prepare(release) != release;
        Mend(release);

        // An upgrade to what the folder held before meets it.
        if (isOther)
            _replaced.Add(release.Folder);
        HaveTouched |= isOther;
    }

    /// <summary>Puts an earlier copy of journal and link back; the chain's data and its stamp stay.</summary>
    /// <returns>Null: there is none of which the data can tell.</returns>
    public string? Restore() => machine.Restore() ? Touched(machine.Living.IsEmpty ? "an older copy is put back" : "an older copy is put back under a living node") : null;

    /// <summary>Why the next Visor starts nothing; null: it does.</summary>
    public string? Refusal()
    {
        var history = machine.History;
        if (machine.Stamp is { } stamp && StampVerdicts.Judge(new StampReading.Found(stamp), Machine.Id, history) is not StampVerdict.Agrees and var verdict)
            return $"the stamp: {verdict}";
        if (StateMismatch.Between(history, Reading, Home, lives: null) is not null)
            return "the link";
        return machine.Living.IsEmpty && history is { InFlight: null, Ordered: null } && IsOther(history.Active!) ? "the binary" : null;
    }

    /// <summary>Why a living Visor does not start what it was about to; null: it does.</summary>
    public string? Proof(ActiveRelease active) =>
        StateMismatch.Between(machine.History, Reading, Home, lives: null) is not null ? "the link" : IsOther(active) ? "the binary" : null;

    /// <summary>Whether the data says the same as a link that was changed.</summary>
    public bool IsLinkedToWhatIsDue() => machine is { Living.IsEmpty: true, HasDataNode: true, History: { InFlight: null, Ordered: null, Active: { Upcoming: { } plan } active } }
        && machine.Current.Tag == plan.Tag && !IsOther(active) && machine.Chain.History == plan.Height;

    /// <summary>A person has read the refusal, ends what lives, and says which side counts.</summary>
    public string Decide(string refusal, Choice choice)
    {
        machine.Sync();
        machine.Living.ToList().ForEach(machine.Die);
        var history = machine.History;
        var active = history.Active!;
        var said = "the journal counts";
        if (machine.Stamp is { } stamp && refusal.StartsWith("the stamp", StringComparison.Ordinal))
        {
            said = "the data counts";
            Mend(new Release(ReleaseTag.Parse(stamp.Tag), stamp.Folder));
            Note(StampVerifier.Taken(stamp, stamp.Folder, VegaNode.Versions(ReleaseTag.Parse(stamp.Tag)), said));
            machine.Link = stamp.Folder;
            machine.StampData();
        }
        else if (choice.KeepsCurrent && history is { InFlight: null, Ordered: null, Unsure: null } && machine.Current.Tag != active.Upcoming?.Tag
            && ResolveDecision.Decide(history, inFlight: null, machine.Current, Home) is ResolveDecision.Allowed kept)
        {
            said = "current counts";
            machine.Onlooker.Corrected(machine.Current);
            Note(kept.Entry);
        }
        else
        {
            if (refusal is "the binary")
                Mend(active.Release);
            machine.Link = active.Release.Folder;
        }

        // What was replaced in a folder that does not count now is met again by an upgrade to that folder.
        HaveTouched = Refusal() is not null || IsOther(machine.History.Active!) || machine.History.Ordered is not null || _replaced.Count > 0;
        machine.Onlooker.Touched();
        machine.Onlooker.Saw($"{refusal}, {said}");
        return said;
    }

    private void Replace(Release release)
    {
        machine.Put(release);
        _replaced.Add(release.Folder);
    }

    private void Mend(Release release)
    {
        machine.Put(release);
        _replaced.Remove(release.Folder);
    }

    private void Note(JournalEntry entry)
    {
        machine.Write(entry);
        machine.Sync();
        machine.Chain.Settle();
    }

    private string Touched(string what)
    {
        HaveTouched = true;
        machine.Onlooker.Touched();
        machine.Onlooker.Saw(what);
        return what;
    }

    private CurrentLinkState.Folder Reading => new(Home.ReleaseFolder(machine.Link));

    private bool IsOther(ActiveRelease active) => VersionMismatch.Between(active, VegaNode.Versions(machine.In(active.Release.Folder).Tag)) is not null;
}

/// <summary>What somebody does to a home without a word.</summary>
internal enum Hand
{
    None,
    ReplacesBinary,
    InstallsEarly,
    LinksEarly,
    LinksOther,
    LinksFirst,
}
