using System.Collections.Immutable;
using Visor.Platform.Files;

namespace Visor.Configuration;

/// <summary>
/// Tells when a file may have changed, however that comes about: written in place, replaced by a rename, a link on the way to it
/// exchanged. What it watches follows the links as they are now.
/// </summary>
internal sealed class ConfigurationWatch(string file, Action changed) : IDisposable
{
    private const int MaxAttempts = 5;
    private readonly Dictionary<string, FolderWatch> _watches = new(StringComparer.Ordinal);
    private ImmutableArray<(string Folder, string Name)> _places = [];
    private Exception? _lost;

    /// <summary>Why file changes may be noticed late, by polling only; null: the watch works.</summary>
    public string? Failure { get; private set; }

    /// <summary>Looks where the links lead now. Not to be called by two at once.</summary>
    public void Follow()
    {
        try
        {
            if (Interlocked.Exchange(ref _lost, null) is not null)
                Clear();
            var places = SymlinkChain.Resolve(file);

            // A link may change before it is watched: whatever is so after the watch began will be told.
            for (var attempts = 0; attempts < MaxAttempts; attempts++)
            {
                Watch(places);
                var now = SymlinkChain.Resolve(file);
                if (now.SequenceEqual(places))
                    break;
                places = now;
            }

            Failure = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Failure = e.Message;
        }
    }

    public void Dispose() => Clear();

    private void Watch(ImmutableArray<(string Folder, string Name)> places)
    {
        foreach (var gone in _watches.Keys.Except(places.Select(p => p.Folder), StringComparer.Ordinal).ToList())
        {
            _watches[gone].Dispose();
            _watches.Remove(gone);
        }

        // The callbacks read it: before a watch can call, and never while it is being changed.
        ImmutableInterlocked.InterlockedExchange(ref _places, places);
        foreach (var folder in places.Select(p => p.Folder).Distinct(StringComparer.Ordinal))
        {
            if (!_watches.ContainsKey(folder))
                _watches.Add(folder, new FolderWatch(folder, name => Told(folder, name), Lose));
        }
    }

    private void Told(string folder, string? name)
    {
        if (name is null || _places.Contains((folder, name)))
            changed();
    }

    private void Lose(Exception reason)
    {
        Interlocked.Exchange(ref _lost, reason);
        changed();
    }

    private void Clear()
    {
        foreach (var watch in _watches.Values)
            watch.Dispose();
        _watches.Clear();
    }
}
