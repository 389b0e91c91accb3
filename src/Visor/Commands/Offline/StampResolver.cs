using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery;
using Visor.Recovery.Stamp;
using Visor.Releases;

namespace Visor.Commands.Offline;

/// <summary>Ends a contradiction between the chain's data and the journal as the operator says.</summary>
internal sealed class StampResolver(VisorHome home, Journal journal, CurrentLink link, SetVersionProbe versions, StampVerifier witness, CommandConsole output)
{
    /// <summary>The data counts: the journal notes what it says, and <c>current</c> names it.</summary>
    /// <param name="note">Notes what the choice means, or throws.</param>
    /// <exception cref="VisorException">It cannot be done as things are.</exception>
    public async Task KeepData(StampMismatch contradiction, Action<JournalEntry> note, CancellationToken cancellation)
    {
        if (contradiction.IsSilence)
            throw new VisorException(ExitCodes.Configuration, $"{contradiction.Path} does not exist, so there is no stamp to keep; use --keep-journal, as `visor run --home {home.Word}` says");
        if (contradiction.Stamp is not { } stamp)
            throw new VisorException(ExitCodes.Configuration, $"{contradiction.Path} was written by a newer Visor, and only that Visor can read it; run its `visor resolve`");
        var folder = witness.FolderOf(stamp) ?? throw new VisorException(
            ExitCodes.Configuration, $"{stamp.Tag}, which the data names, is not in this home; put it there (visor stage {stamp.Tag} --home {home.Word}), then try again");
        var found = await FolderVersions.Probe(versions, folder, cancellation);
        if (!string.Equals(found.Release.Value, stamp.Tag, StringComparison.Ordinal))
        {
            throw new VisorException(
                ExitCodes.Configuration, $"{folder} holds {found.Release}, but the data belongs to {stamp.Tag}; put the binary of {stamp.Tag} there, then try again");
        }

        var before = journal.History.Active is { } active ? $"the journal named {active.Release.Folder} ({active.Release.Tag})" : "there was no journal";
        var name = home.NameOf(folder);
        note(StampVerifier.Taken(stamp, name, found, $"visor resolve --keep-data: {before}, the stamp beside the chain's data {stamp.Folder} ({stamp.Tag})"));
        Link(folder);
        Restamp(contradiction.Path);
        output.Say($"The journal now agrees with the chain's data: {StampMismatch.Named(stamp.Tag, name, stamp.Height)}.");
    }

    /// <summary>For a home without a journal: what <c>current</c> names counts.</summary>
    /// <exception cref="VisorException">It cannot be done as things are.</exception>
    public async Task KeepCurrent(StampMismatch contradiction, Action<JournalEntry> note, CancellationToken cancellation)
    {
        var folder = link.Read() switch
        {
            CurrentLinkState.Folder current => current.Path,
            CurrentLinkState.Missing => home.Genesis,
            _ => throw new VisorException(ExitCodes.Configuration, $"{home.Current} names no folder; link the release that should run (ln -sfn FOLDER {ShellWord.Quote(home.Current)}), then try again"),
        };
        var found = await FolderVersions.Probe(versions, folder, cancellation);
        if (contradiction is { IsBehindUpgrade: true, Stamp: { } stamp } && !string.Equals(found.Release.Value, stamp.Tag, StringComparison.Ordinal))
        {
            throw new VisorException(
                ExitCodes.Configuration,
                $"{home.NameOf(folder)} holds {found.Release}, but the data belongs to {stamp.Tag} since the upgrade at block {stamp.Height}, after which {found.Release} may fork: run "
                + $"`visor resolve --home {home.Word} --keep-data`, then `visor switch {found.Release} --home {home.Word}`, which takes that upgrade into account");
        }

        var entry = new JournalEntry.Selected(
            found.Release.Value, home.NameOf(folder), $"visor resolve --keep-current: there was no journal, {contradiction.Path} said otherwise", found.Other?.Value);
        note(entry);
        Link(folder);
        output.Say($"The journal now names what current names: {found.Release} in {home.NameOf(folder)}.");
        Restamp(contradiction.Path);
    }

    /// <summary>The journal counts, as it is by now.</summary>
    /// <exception cref="VisorException">It cannot be written.</exception>
    public void Restamp(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // Whoever gives up data that is gone has no folder.
            DataStampFile.Write(path, DataStamp.Create(HomeId.Hash(home), journal.History)!);
            output.Say($"{path} now agrees with the journal.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VisorException(
                ExitCodes.Configuration,
                $"cannot write the stamp beside the chain's data: {PlainText.Clause(e)}; make {Path.GetDirectoryName(path)} writable for this user and try again, or set "
                + $"[dataStamp] enabled = false in {home.Config}");
        }
    }

    private void Link(string folder)
    {
        var reading = link.Read();
        if (reading is CurrentLinkState.Folder current && string.Equals(current.Path, folder, StringComparison.Ordinal))
            return;
        new CurrentLinkCommand(home, link, output).PointTo(folder);
        output.Say($"{home.Current} names {home.NameOf(folder)}.");
    }
}
