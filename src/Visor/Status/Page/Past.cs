using System.Collections.Immutable;
using Visor.Home;
using Visor.Supervision.History;

namespace Visor.Status.Page;

/// <summary>What has happened on this home; read again when the journal has become another.</summary>
/// <param name="journal">Its path.</param>
internal sealed class Past(string journal)
{
    private FileStamp? _stamp;
    private ImmutableArray<Episode> _episodes = [];

    /// <summary>Oldest first.</summary>
    public ImmutableArray<Episode> Read()
    {
        var stamp = FileStamp.Of(journal);
        if (stamp is null || stamp != _stamp)
            _episodes = NodeHistory.Read(journal).Episodes;
        _stamp = stamp;
        return _episodes;
    }
}
