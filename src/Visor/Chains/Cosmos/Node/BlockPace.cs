using Visor.Chains.Cosmos.Rpc;

namespace Visor.Chains.Cosmos.Node;

/// <summary>How long a block takes lately, from the times that blocks carry.</summary>
internal sealed class BlockPace
{
    private const int Kept = 64;

    private readonly Queue<(ulong Height, DateTimeOffset At)> _seen = [];

    /// <summary>Zero: it is not known yet.</summary>
    public TimeSpan BlockDuration { get; private set; }

    public void Note(NodeReport report)
    {
        if (report.BlockTime is not { } at || report.StoreHeight == 0)
            return;
        if (_seen.TryPeek(out var first) && first.Height > report.StoreHeight)
            _seen.Clear();
        if (_seen.Count == 0 || _seen.Last().Height < report.StoreHeight)
            _seen.Enqueue((report.StoreHeight, at));
        if (_seen.Count > Kept)
            _seen.Dequeue();
        first = _seen.Peek();
        var last = _seen.Last();
        if (last.Height > first.Height && last.At > first.At)
            BlockDuration = (last.At - first.At) / (last.Height - first.Height);
    }
}
