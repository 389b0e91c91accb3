using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Home;
using Visor.Releases;
using Visor.Supervision.Journaling;

namespace Visor.Supervision.Stamping;

/// <summary>Asks the chain's data what ran on it, before anything of this home is started on it.</summary>
/// <param name="workingDirectory">What a relative <c>--home</c> of the core means.</param>
internal sealed class StampWitness(
    VisorHome home, VisorConfig config, RunConfigs runConfigs, CurrentLink link, string workingDirectory, TimeProvider time, ILogger log)
{
    /// <summary>A disk of another machine may not answer; the node will say so itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Where the stamp of this home belongs; null: nowhere.</summary>
    public string? PathFor(JournalHistory history) =>
        StampPlace.Of(config.DataStamp, runConfigs.Read(FolderOf(history)).Value?.Core, workingDirectory);

    /// <returns>Null: data and journal agree, or the data has nothing to say.</returns>
    public async Task<StampContradiction?> Contradiction(JournalHistory history)
    {
        if (PathFor(history) is not { } path)
            return null;
        var reading = await Read(path);
        if (reading is StampReading.Unusable unusable)
            log.LogWarning("The stamp beside the chain's data cannot be used, so that a restored copy of this home would not be noticed: {Reason}", unusable.Why);
        return Between(reading, path, reading is StampReading.Missing or StampReading.Unusable ? null : Id(), history);
    }

    /// <summary>The same without changing anything.</summary>
    /// <param name="path">Where the stamp belongs.</param>
    public async Task<(StampReading Reading, StampContradiction? Contradiction)> Look(string path, JournalHistory history)
    {
        var reading = await Read(path);
        return (reading, Between(reading, path, HomeId.Known(home), history));
    }

    private static StampContradiction? Between(StampReading reading, string path, string? id, JournalHistory history)
    {
        var verdict = reading is StampReading.Missing or StampReading.Unusable ? StampVerdict.Agrees : StampVerdicts.Of(reading, id, history);
        return verdict == StampVerdict.Agrees ? null : new StampContradiction(verdict, path, reading);
    }

    /// <param name="lives">What of the node lives, as a sentence; null: nothing.</param>
    /// <exception cref="VisorException">The data says that something else ran on it. Nothing has been changed.</exception>
    public async Task Refuse(JournalHistory history, string? lives)
    {
        if (await Contradiction(history) is { } contradiction && !(history.Active is null && contradiction.Verdict == StampVerdict.JournalIsOlder))
            throw Refusal(contradiction, history, lives);
    }

    /// <summary>For a home whose journal says nothing: what it begins with, if the data knows more than a first start would.</summary>
    /// <param name="found">What the binaries that are to be started say they are.</param>
    /// <param name="folder">Their folder, as the journal names it.</param>
    /// <exception cref="VisorException">The data says that something else ran on it.</exception>
    public async Task<JournalEntry?> First(SetVersions found, string folder)
    {
        if (await Contradiction(JournalHistory.Empty) is not { } contradiction)
            return null;
        return contradiction.Stamp is { } stamp && contradiction.Verdict == StampVerdict.JournalIsOlder && Names(stamp, found.Core, folder)
            ? Taken(stamp, folder, found, $"the journal was lost, and {contradiction.Path} says the same as current")
            : throw Refusal(contradiction, JournalHistory.Empty, lives: null);
    }

    public static bool Names(DataStamp stamp, ReleaseTag tag, string folder) =>
        string.Equals(stamp.Tag, tag.Value, StringComparison.Ordinal) && string.Equals(stamp.Folder, folder, StringComparison.Ordinal);

    public static JournalEntry.Witnessed Taken(DataStamp stamp, string folder, SetVersions found, string why) =>
        new(stamp.Tag, folder, stamp.Height, stamp.Answered, why, found.OtherDataNode?.Value);

    /// <summary>Where in this home the release lies that the data names; null: nowhere.</summary>
    public string? FolderOf(DataStamp stamp) =>
        new[] { home.ReleaseFolder(stamp.Folder), home.ReleaseFolder(config.UpgradeFolders.FolderOf(stamp.Tag)) }.FirstOrDefault(Directory.Exists);

    private VisorException Refusal(StampContradiction contradiction, JournalHistory history, string? lives) => new(
        ExitCodes.Configuration, contradiction.Text(home, history, lives, contradiction.Stamp is not { } stamp || FolderOf(stamp) is not null));

    private string FolderOf(JournalHistory history) => (history.Active, link.Read()) switch
    {
        ({ } active, _) => home.ReleaseFolder(active.Release.Folder),
        (_, CurrentReading.Folder current) => current.Path,
        _ => home.Genesis,
    };

    private async Task<StampReading> Read(string path)
    {
        try
        {
            return await Task.Run(() => DataStampFile.Read(path)).WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return new StampReading.Unusable($"{path} could not be read within {Patience.TotalSeconds:0} s");
        }
    }

    private string? Id()
    {
        try
        {
            return HomeId.Of(home);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("This home has no id, so that the data of another home would not be noticed: {Reason}", e.Message);
            return null;
        }
    }
}
