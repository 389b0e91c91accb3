using Visor.Chains.Cosmos.Rpc;

namespace Visor.Chains.Cosmos.Node;

/// <summary>How long a block takes lately, from the times that blocks carry.</summary>
internal sealed class BlockPace(TimeProvider time)
{
    /// <summary>A node that catches up is faster from one answer to the next than it was before; by more than this it is not taken to be.</summary>
    private const double Fastest = 3;

    private const int Kept = 64;

    private (ulong Height, long At)? _before;
    private (ulong Height, long At)? _last;

    private readonly Queue<(ulong Height, DateTimeOffset At)> _seen = [];

    /// <summary>Zero: it is not known yet.</summary>
    public TimeSpan BlockDuration { get; private set; }

    /// <summary>The highest block that the node can have reached by now, from how far it came between its last answers; null: there were not two.</summary>
    public ulong? AtMost =>
        _last is { } last && _before is { } before && time.GetElapsedTime(before.At, last.At) is { Ticks: > 0 } between
            ? last.Height + 1 + (ulong)Math.Ceiling((last.Height - Math.Min(before.Height, last.Height)) / between.TotalSeconds * time.GetElapsedTime(last.At).TotalSeconds * Fastest)
            : null;

    public void Note(NodeReport report)
    {
        (_before, _last) = (_last, (report.StoreHeight, time.GetTimestamp()));
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
