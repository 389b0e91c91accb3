using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Model;
using Visor.Model.Events;

namespace Visor.Hooks;

/// <summary>The asynchronous hooks: Visor starts them on an event and does not wait for them.</summary>
internal sealed class EventHooks(HookRun run, Func<HooksConfig> hooks, TimeProvider time, ILogger log)
{
    /// <summary>What is still running when Visor ends has this long.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Task, bool> _running = [];

    public void Happened(VisorEvent happened)
    {
        var config = hooks();
        switch (happened.Kind)
        {
            case EventKind.Upgraded when config.AfterUpgrade.IsGiven:
                Begin(HookKind.AfterUpgrade, config.AfterUpgrade, happened, config.Timeout);
                break;
            case EventKind.Failed when config.OnFailure.IsGiven:
                Begin(HookKind.OnFailure, config.OnFailure, happened, config.Timeout);
                break;
        }
    }

    public async Task Finish()
    {
        try
        {
            await Task.WhenAll(_running.Keys).WaitAsync(ShutdownTimeout, time);
        }
        catch (TimeoutException)
        {
            log.LogWarning("A hook did not end within {Wait:0} s; Visor is exiting and leaves it running", ShutdownTimeout.TotalSeconds);
        }
    }

    private void Begin(HookKind kind, HookCommand hook, VisorEvent happened, TimeSpan timeout)
    {
        var running = Task.Run(() => Run(kind, hook, happened, timeout));
        _running[running] = true;
        _ = running.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task Run(HookKind kind, HookCommand hook, VisorEvent happened, TimeSpan timeout)
    {
        if (await run.Run(kind, hook, happened, folder: null, timeout, CancellationToken.None) is { } problem)
            log.LogError("{Problem}", PlainText.Sentence(problem));
    }
}
