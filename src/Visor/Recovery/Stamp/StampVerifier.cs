using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Releases;

namespace Visor.Recovery.Stamp;

/// <summary>Asks the chain's data what ran on it, before anything of this home is started on it.</summary>
/// <param name="workingDirectory">What a relative <c>--home</c> of the core means.</param>
internal sealed class StampVerifier(
    VisorHome home, Chain chain, VisorConfig config, DefinitionCache definitions, CurrentLink link, string workingDirectory, TimeProvider time, StampWarnings warnings)
{
    /// <summary>A disk of another machine may not answer; the node will say so itself.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Where the stamp of this home belongs; null: nowhere.</summary>
    public string? PathFor(JournalState history) =>
        PathOf(definitions.Read(FolderOf(history)).Value?.Queried);

    /// <returns>Null: data and journal agree, or the data has nothing to say.</returns>
    public Task<StampMismatch?> Contradiction(JournalState history) =>
        Against(chain.Layout.DefinitionFile(FolderOf(history)), definitions.Read(FolderOf(history)).Value?.Queried, history, history.Active is { Passed: > 0 });

    /// <summary>The same of the data that another run config names.</summary>
    /// <param name="definition">Its file.</param>
    /// <param name="core">Null: it cannot be read.</param>
    /// <param name="isBeyondUpgrade">Whether what is to be started belongs behind an upgrade.</param>
    public async Task<StampMismatch?> Against(string definition, ProcessDefinition? core, JournalState history, bool isBeyondUpgrade)
    {
        if (PathOf(core) is not { } path)
            return null;
        var (reading, hasData) = await Read(path, DataOf(core));
        warnings.Unusable((reading as StampReading.Unusable)?.Why);
        var id = reading is StampReading.Found ? Id() : null;
        return Between(reading, id, history, new Place(path, DataOf(core), hasData, definition), isBeyondUpgrade);
    }

    /// <summary>Where the stamp belongs beside the data of a core.</summary>
    public string? PathOf(ProcessDefinition? core) => StampPlace.Find(config.DataStamp, chain.Processes, core, workingDirectory);

    /// <summary>The same without changing anything.</summary>
    /// <param name="path">Where the stamp belongs.</param>
    public async Task<(StampReading Reading, StampMismatch? Contradiction)> Look(string path, JournalState history)
    {
        var folder = FolderOf(history);
        var data = DataOf(definitions.Read(folder).Value?.Queried);
        var (reading, hasData) = await Read(path, data);
        return (reading, Between(reading, HomeId.Known(home), history, new Place(path, data, hasData, chain.Layout.DefinitionFile(folder)), history.Active is { Passed: > 0 }));
    }

    /// <summary>The folder of the data of what runs, or has run last; null: the core is not told of one.</summary>
    public string? DataFor(JournalState history) => DataOf(definitions.Read(FolderOf(history)).Value?.Queried);

    private string? DataOf(ProcessDefinition? core) => StampPlace.DataOf(chain.Processes, core, workingDirectory);

    /// <param name="Stamp">Its path.</param>
    private sealed record Place(string Stamp, string? Data, bool HasData, string RunConfig);

    private static StampMismatch? Between(StampReading reading, string? id, JournalState history, Place place, bool isBeyondUpgrade)
    {
        var isBeside = string.Equals(Path.GetDirectoryName(place.Stamp), place.Data, StringComparison.Ordinal);
        var verdict = reading is StampReading.Missing
            ? StampVerdicts.OfNone(history, isBeyondUpgrade, isBeside, place.HasData)
            : StampVerdicts.Judge(reading, id, history);
        return verdict == StampVerdict.Agrees ? null : new StampMismatch(verdict, place.Stamp, reading) { RunConfig = place.RunConfig, Data = place.Data };
    }

    /// <param name="lives">What of the node lives, as a sentence; null: nothing.</param>
    /// <exception cref="VisorException">The data says that something else ran on it. Nothing has been changed.</exception>
    public async Task Refuse(JournalState history, string? lives)
    {
        if (await Contradiction(history) is not { } contradiction || (history.Active is null && contradiction.Verdict == StampVerdict.JournalIsOlder))
            return;
        if (lives is null || !contradiction.IsSilence) // A node that lives has its data, and is stamped anew.
            throw Refusal(contradiction, history, lives);
    }

    /// <summary>For a home whose journal says nothing: what it begins with, if the data knows more than a first start would.</summary>
    /// <param name="found">What the binaries that are to be started say they are.</param>
    /// <param name="folder">Their folder, as the journal names it.</param>
    /// <exception cref="VisorException">The data says that something else ran on it.</exception>
    public async Task<JournalEntry?> First(SetVersions found, string folder)
    {
        if (await Contradiction(JournalState.Empty) is not { } contradiction)
            return null;
        return contradiction.Stamp is { } stamp && contradiction.Verdict == StampVerdict.JournalIsOlder && Names(stamp, found.Release, folder)
            ? Taken(stamp, folder, found, $"the journal was lost, and {contradiction.Path} agrees with current")
            : throw Refusal(contradiction, JournalState.Empty, lives: null);
    }

    public static bool Names(DataStamp stamp, ReleaseTag tag, string folder) =>
        string.Equals(stamp.Tag, tag.Value, StringComparison.Ordinal) && string.Equals(stamp.Folder, folder, StringComparison.Ordinal);

    public static JournalEntry.Witnessed Taken(DataStamp stamp, string folder, SetVersions found, string why) =>
        new(stamp.Tag, folder, stamp.Height, stamp.Answered, why, found.Other?.Value);

    /// <summary>Where in this home the release lies that the data names; null: nowhere.</summary>
    public string? FolderOf(DataStamp stamp) =>
        new[] { home.ReleaseFolder(stamp.Folder), home.ReleaseFolder(config.UpgradeFolders.FolderOf(stamp.Tag)) }.FirstOrDefault(Directory.Exists);

    /// <summary>What was found and the ways out, in words.</summary>
    /// <param name="lives">What of the node lives, as a sentence; null: nothing.</param>
    public string Text(StampMismatch contradiction, JournalState history, string? lives) =>
        contradiction.Text(home, history, lives, contradiction.Stamp is not { } stamp || FolderOf(stamp) is not null);

    private VisorException Refusal(StampMismatch contradiction, JournalState history, string? lives) => new(contradiction.ExitCode, Text(contradiction, history, lives));

    private string FolderOf(JournalState history) => NextReleaseFolder.Find(home, history, link);

    private async Task<(StampReading Reading, bool HasData)> Read(string path, string? data)
    {
        try
        {
            return await Task.Run(() => (DataStampFile.Read(path), HasData(data))).WaitAsync(Timeout, time);
        }
        catch (TimeoutException)
        {
            return (new StampReading.Unusable($"{path} could not be read within {Timeout.TotalSeconds:0} s"), HasData: true);
        }
    }

    // What nobody can look into may be full of it.
    private static bool HasData(string? folder)
    {
        try
        {
            return folder is null || Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private string? Id()
    {
        try
        {
            var id = HomeId.Hash(home);
            warnings.NoId(why: null);
            return id;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            warnings.NoId(e.Message);
            return null;
        }
    }
}
