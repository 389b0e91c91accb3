using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Model.Events;

namespace Visor.Notifications;

/// <summary>Delivers events to every receiver in <c>[[notifications]]</c>, asynchronously; nothing depends on it.</summary>
/// <param name="targets">What the configuration says at that moment.</param>
internal sealed class Notifier(Func<NotificationTargets> targets, NotificationSender sender, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>What is still to be told when Visor ends has this long.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<TargetQueue> _queues = [];

    public void Notify(VisorEvent happened)
    {
        lock (_lock)
        {
            Follow(targets().All);
            foreach (var queue in _queues.Where(q => q.Target.Events.Contains(happened.Kind)))
                queue.Add(happened);
        }
    }

    public async ValueTask DisposeAsync()
    {
        TargetQueue[] queues;
        lock (_lock)
            queues = [.. _queues];
        foreach (var queue in queues)
            queue.Complete();
        try
        {
            await Task.WhenAll(queues.Select(q => q.Emptied)).WaitAsync(ShutdownTimeout, time);
        }
        catch (TimeoutException)
        {
            log.LogWarning("Some notifications were not delivered within {Wait:0} s; Visor is exiting", ShutdownTimeout.TotalSeconds);
        }

        foreach (var queue in queues)
            await queue.DisposeAsync();
        sender.Dispose();
    }

    // A receiver that is in the configuration no more is not told what waits for it either.
    private void Follow(IReadOnlyList<NotificationTarget> wanted)
    {
        foreach (var queue in _queues.Where(q => !wanted.Contains(q.Target)).ToList())
        {
            _queues.Remove(queue);
            _ = queue.DisposeAsync().AsTask();
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            var target = wanted[i];
            var name = $"notifications[{i}] ({target})";
            if (_queues.Find(q => q.Target == target) is { } queue)
                queue.Name = name;
            else
                _queues.Add(new TargetQueue(target, name, sender, time, log));
        }
    }
}
