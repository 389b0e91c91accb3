using System.Collections.Immutable;
using Visor.History;
using Visor.Platform.Files;

namespace Visor.Status.Page;

/// <summary>What has happened on this home; read again when the journal has become another.</summary>
/// <param name="journal">Its path.</param>
internal sealed class HistoryCache(string journal)
{
    private FileFingerprint? _stamp;
    private ImmutableArray<HistoryEvent> _episodes = [];

    /// <summary>Oldest first.</summary>
    public ImmutableArray<HistoryEvent> Read()
    {
        var stamp = FileFingerprint.Read(journal);
        if (stamp is null || stamp != _stamp)
            _episodes = NodeHistory.Read(journal).Episodes;
        _stamp = stamp;
        return _episodes;
    }
}
