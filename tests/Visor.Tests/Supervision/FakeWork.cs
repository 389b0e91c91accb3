using System.Collections.Concurrent;
using Visor.Lifecycle;

namespace Visor.Tests.Supervision;

/// <summary>Stands in for whoever does the work: each piece ends when the test says so.</summary>
internal sealed class FakeWork
{
    private readonly ConcurrentDictionary<WorkItem, TaskCompletionSource<NodeEvent>> _inHand = [];
    private readonly ConcurrentQueue<string> _story = [];

    /// <summary>What was begun, cancelled and ended, in its order: <c>begin MonitorProcesses</c>.</summary>
    public IReadOnlyCollection<string> Story => _story;

    /// <summary>What a piece does on its way out after it has been cancelled.</summary>
    public Func<WorkItem, Task> OnCancelled { get; init; } = _ => Task.CompletedTask;

    public async Task<NodeEvent> Perform(WorkItem work, CancellationToken cancellation)
    {
        var end = new TaskCompletionSource<NodeEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        _story.Enqueue($"begin {work.GetType().Name}");
        _inHand[work] = end;
        try
        {
            return await end.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await OnCancelled(work);
            _story.Enqueue($"cancelled {work.GetType().Name}");
            throw;
        }
        finally
        {
            _inHand.TryRemove(new KeyValuePair<WorkItem, TaskCompletionSource<NodeEvent>>(work, end));
        }
    }

    public Task InHand(WorkItem work) => Eventually.Holds(() => _inHand.ContainsKey(work), $"{work} is in hand");

    /// <summary>Ends a piece of work, once it is in hand, with <paramref name="happened"/>.</summary>
    public async Task End(WorkItem work, NodeEvent happened)
    {
        await InHand(work);
        _inHand[work].TrySetResult(happened);
    }

    public async Task Throw(WorkItem work, Exception problem)
    {
        await InHand(work);
        _inHand[work].TrySetException(problem);
    }
}
