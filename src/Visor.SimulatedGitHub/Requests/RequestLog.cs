namespace Visor.SimulatedGitHub.Requests;

internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];
    private TaskCompletionSource? _waiter;

    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public RecordedRequest Add(Func<Action, RecordedRequest> record)
    {
        var request = record(Changed);
        lock (_lock)
            _requests.Add(request);
        Changed();
        return request;
    }

    public async Task Until(Func<IReadOnlyList<RecordedRequest>, bool> condition, CancellationToken cancellation)
    {
        while (true)
        {
            // Asked for before looking: what happens in between wakes it.
            var change = NextChange();
            if (condition(All))
                return;
            await change.WaitAsync(cancellation);
        }
    }

    private Task NextChange()
    {
        lock (_lock)
            return (_waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private void Changed()
    {
        TaskCompletionSource? waiter;
        lock (_lock)
            (waiter, _waiter) = (_waiter, null);
        waiter?.SetResult();
    }
}
