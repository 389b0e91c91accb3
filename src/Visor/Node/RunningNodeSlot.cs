using Visor.Processes;

namespace Visor.Node;

/// <summary>
/// The node that runs now, if one does. Pieces of work hand it to each other: the launch puts it here, the stop takes it
/// away, and the supervisor never lets two of these run at a time.
/// </summary>
internal sealed class RunningNodeSlot : IDisposable
{
    private volatile NodeInstance? _running;

    public NodeInstance? Running
    {
        get => _running;
        set => _running = value;
    }

    /// <exception cref="InvalidOperationException">Nothing runs: work was begun in a state it does not belong to.</exception>
    public NodeInstance Required => _running ?? throw new InvalidOperationException("no process set is running");

    public ProcessSet Set => _running?.Set ?? ProcessSet.Empty;

    /// <summary>Forgets the node that has ended.</summary>
    public void Clear()
    {
        _running?.Dispose();
        _running = null;
    }

    public void Dispose() => Clear();
}
