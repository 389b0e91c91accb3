using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Model.Events;
using Visor.Platform;

namespace Visor.Notifications;

/// <summary>What one receiver still has to be told, in order and beside everything else.</summary>
internal sealed class TargetQueue : IAsyncDisposable
{
    private const int Capacity = 100;
    private const int MaxAttempts = 10;
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(60);

    private readonly NotificationTarget _target;
    private readonly NotificationSender _sender;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<VisorEvent> _waiting;
    private readonly CancellationTokenSource _end = new();
    private volatile string _name;
    private bool _failing;

    /// <param name="name">For the log: without what is secret of the address.</param>
    public TargetQueue(NotificationTarget target, string name, NotificationSender sender, TimeProvider time, ILogger log)
    {
        (_target, _name, _sender, _time, _log) = (target, name, sender, time, log);
        _waiting = Channel.CreateBounded<VisorEvent>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest }, Dropped);
        Emptied = Task.Run(Work);
    }

    public NotificationTarget Target => _target;

    /// <summary>For the log: a receiver's place in the configuration changes with those above it.</summary>
    public string Name
    {
        set => _name = value;
    }

    /// <summary>Completes when everything has been told, or given up, after <see cref="Complete"/>.</summary>
    public Task Emptied { get; }

    public void Add(VisorEvent happened) => _waiting.Writer.TryWrite(happened);

    /// <summary>Nothing more comes.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>What has not been told yet is not told any more.</summary>
    public async ValueTask DisposeAsync()
    {
        Complete();
        await _end.CancelAsync();
        await Emptied;
        _end.Dispose();
    }

    private async Task Work()
    {
        try
        {
            await foreach (var happened in _waiting.Reader.ReadAllAsync(_end.Token))
                await Tell(happened);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Not wanted any more.
        }
    }

    private async Task Tell(VisorEvent happened)
    {
        var body = NotificationBody.Format(_target.Format, happened, Environment.MachineName);
        for (var attempt = 1; ; attempt++)
        {
            switch (await _sender.Send(_target, body, _end.Token))
            {
                case DeliveryOutcome.Delivered:
                    if (_failing)
                        _log.LogInformation("{Target} accepts notifications again", _name);
                    _failing = false;
                    return;
                case DeliveryOutcome.Failed failed when attempt < MaxAttempts:
                    if (!_failing)
                        _log.LogWarning("{Target} {Problem}; Visor retries for some minutes", _name, failed.Problem);
                    _failing = true;
                    await Task.Delay(Wait(attempt, failed.NotBefore), _time, _end.Token);
                    break;
                case DeliveryOutcome.Failed failed:
                    GaveUp(happened, failed.Problem);
                    return;
                case DeliveryOutcome.Refused refused:
                    GaveUp(happened, refused.Problem);
                    return;
            }
        }
    }

    private static TimeSpan Wait(int attempt, TimeSpan notBefore)
    {
        var backoff = Backoff.Before(attempt + 1, due: false, Random.Shared.NextDouble());
        var wait = backoff < MaxRetryDelay ? backoff : MaxRetryDelay;
        return notBefore > wait ? notBefore : wait;
    }

    private void GaveUp(VisorEvent happened, string problem)
    {
        _failing = true;
        _log.LogError("{Target} {Problem}; notification dropped: {Event}", _name, problem, happened.Kind.Word());
    }

    private void Dropped(VisorEvent oldest) =>
        _log.LogWarning("{Target} has more than {Capacity} notifications waiting; notification dropped: {Event}", _name, Capacity, oldest.Kind.Word());
}
