using Visor.Lifecycle;

namespace Visor.Supervision;

/// <summary>The state of the lifecycle for those who follow it beside the loop.</summary>
internal sealed class LatestState
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NodeState? _value;

    /// <summary>Null: nothing has been decided yet.</summary>
    public NodeState? Value
    {
        get
        {
            lock (_lock)
                return _value;
        }
    }

    public void Publish(NodeState state)
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            if (ReferenceEquals(_value, state))
                return;
            _value = state;
            woken = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        woken.SetResult();
    }

    /// <summary>The next change after this call. To be taken before looking, or a change in between is missed.</summary>
    public Task Next()
    {
        lock (_lock)
            return _next.Task;
    }
}
