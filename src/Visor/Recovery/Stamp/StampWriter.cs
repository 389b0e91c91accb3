using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Releases;

namespace Visor.Recovery.Stamp;

/// <summary>
/// Keeps the stamp beside the chain's data as the journal says, after it and never while the node is down: a node waits neither
/// for the disk of its data nor for what may be wrong with it.
/// </summary>
/// <param name="notice">What people are shown; null: nothing.</param>
internal sealed class StampWriter(
    VisorHome home, Chain chain, LiveConfiguration configuration, DefinitionCache definitions, Journal journal, LatestState states, Action<string?> notice, TimeProvider time, ILogger log)
{
    /// <summary>Another look at what may have been removed, or may be writable by now.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);

    /// <summary>A core makes its folder soon after its first start.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    private (string Path, DataStamp Stamp)? _written;
    private string? _problem;

    public async Task Follow(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var next = states.Next();
            var state = states.Value;
            var isWaiting = false;
            if (!IsDowntime(state))
                isWaiting = await Task.Run(() => Keep(isReady: state is NodeState.Running), CancellationToken.None);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
            await Task.WhenAny(next, Task.Delay(isWaiting ? FirstLook : PollInterval, time, over.Token));
            await over.CancelAsync();
        }
    }

    // While these last, every millisecond is a missed block; the write follows the start.
    private static bool IsDowntime(NodeState? state) => state is not (NodeState.Connecting or NodeState.Running or NodeState.Due { ProcessesAlive: true } or NodeState.Failed);

    /// <returns>Whether the folder of the data is still to come.</returns>
    private bool Keep(bool isReady)
    {
        var history = journal.History;
        var config = configuration.Current.DataStamp;
        if (history.Active is not { } active
            || StampPlace.Find(config, chain.Processes, definitions.Read(home.ReleaseFolder(active.Release.Folder)).Value?.Queried, Environment.CurrentDirectory) is not { } path)
        {
            Tell(null);
            return false;
        }

        if (!isReady && !Directory.Exists(Path.GetDirectoryName(path)))
            return true;
        try
        {
            var stamp = DataStamp.Create(HomeId.Hash(home), history)!;
            var there = DataStampFile.Read(path);
            if (WhoseElse(there, path, stamp) is { } other)
            {
                Tell($"Visor does not stamp the chain's data: {other}; if it belongs to this home, run `visor stop --home {home.Word}`, then `visor run --home {home.Word}`, which says what to do");
                return false;
            }

            if (_written != (path, stamp) || there is not StampReading.Found)
                Write(path, stamp, history);
            Tell(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell($"Visor cannot stamp the chain's data, so it would not notice a restored copy of this home: {PlainText.Clause(e)}; make {Path.GetDirectoryName(path)} writable "
                + $"for this user, or set [dataStamp] path or enabled in {home.ConfigName}");
        }

        return false;
    }

    // What another home has said of its data is not for this one to take back.
    private string? WhoseElse(StampReading there, string path, DataStamp stamp) => there switch
    {
        StampReading.Newer => $"{path} was written by a newer Visor",
        StampReading.Found { Stamp.Home: var other } when !new[] { stamp.Home, _written?.Stamp.Home }.Contains(other, StringComparer.Ordinal) => $"{path} belongs to another home",
        _ => null,
    };

    private void Write(string path, DataStamp stamp, JournalState history)
    {
        if (DataStampFile.Write(path, stamp) && history.Stamped != stamp.Number)
            journal.Note(new JournalEntry.Stamped(stamp.Number));
        _written = (path, stamp);
    }

    private void Tell(string? problem)
    {
        if (problem is not null && _problem is null)
            log.LogWarning("{Problem}", PlainText.Sentence(problem));
        _problem = problem;
        notice(problem);
    }
}
