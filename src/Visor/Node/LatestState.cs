using Visor.Lifecycle;
using Visor.Platform;

namespace Visor.Node;

/// <summary>The state of the lifecycle for those who follow it beside the loop, which alone publishes it.</summary>
internal sealed class LatestState
{
    private readonly Pulse _changes = new();
    private NodeState? _value;

    /// <summary>Null: nothing has been decided yet.</summary>
    public NodeState? Value => Volatile.Read(ref _value);

    public void Publish(NodeState state)
    {
        if (!ReferenceEquals(Interlocked.Exchange(ref _value, state), state))
            _changes.Signal();
    }

    /// <inheritdoc cref="Pulse.Next"/>
    public Task Next() => _changes.Next();
}
