using System.Collections.Immutable;
using System.Threading.Channels;

namespace Visor.Configuration;

/// <summary>
/// <c>config.toml</c> as it is now: read again whenever it changes, the last good one kept while it is broken or gone.
/// </summary>
internal sealed class LiveConfiguration : IAsyncDisposable
{
    /// <summary>What an editor does in several steps is looked at once, when it is done.</summary>
    internal static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(100);

    /// <summary>A missing or empty file may be in the middle of a replacement; it is an error only after this long.</summary>
    internal static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    /// <summary>Some file systems (NFS) never tell of what another machine writes.</summary>
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookWithoutWatch = TimeSpan.FromSeconds(2);

    private readonly string _file;
    private readonly ChainDefaults _chain;
    private readonly TimeProvider _time;
    private readonly ConfigurationWatch _watch;
    private readonly Channel<ConfigurationEvent> _events = Channel.CreateUnbounded<ConfigurationEvent>(new() { SingleWriter = true });
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private volatile Snapshot _snapshot;
    private string? _text;
    private long? _unreadableSince;
    private bool _lostIsTold;
    private TaskCompletionSource? _asked;

    /// <param name="file">The absolute path of <c>config.toml</c>.</param>
    /// <param name="initial">What reading it at the start gave; it has a value.</param>
    /// <param name="chain">Of the home's family.</param>
    public LiveConfiguration(string file, ConfigurationReading<VisorConfig> initial, ChainDefaults chain, TimeProvider time)
    {
        _file = file;
        _chain = chain;
        _time = time;
        _snapshot = new Snapshot(initial.Value ?? throw new ArgumentException("there is no initial configuration", nameof(initial)), initial.Problems);
        _watch = new ConfigurationWatch(file, () => _looks.Writer.TryWrite(true));
        _loop = Task.Run(Run);
    }

    /// <summary>Its absolute path.</summary>
    public string File => _file;

    /// <summary>The last good configuration.</summary>
    public VisorConfig Current => _snapshot.Config;

    /// <summary>What is wrong with the file as it is now: with errors among it, <see cref="Current"/> is an earlier one.</summary>
    public ImmutableArray<ConfigurationProblem> Problems => _snapshot.Problems;

    /// <summary>Completed when this is disposed of.</summary>
    public ChannelReader<ConfigurationEvent> Events => _events.Reader;

    /// <summary>Reads the file now and tells what came of it, even if nothing changed (SIGHUP).</summary>
    /// <returns>Ended as soon as it has been read, or when this is disposed of.</returns>
    public Task Reload()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = Interlocked.CompareExchange(ref _asked, mine, null) ?? mine;
        if (_loop.IsCompleted)
            asked.TrySetResult();
        _looks.Writer.TryWrite(true);
        return asked.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_loop.IsCompleted)
            return;
        await _stop.CancelAsync();
        await _loop;
        Interlocked.Exchange(ref _asked, null)?.TrySetResult();
        _watch.Dispose();
        _stop.Dispose();
    }

    private async Task Run()
    {
        var timer = _time.CreateTimer(_ => _looks.Writer.TryWrite(true), null, LookAnyway, LookAnyway);
        await using (timer)
        {
            try
            {
                // The file may have changed between being read at the start and being watched.
                Look();
                timer.Change(NextLook, NextLook);
                while (await _looks.Reader.WaitToReadAsync(_stop.Token))
                {
                    if (Volatile.Read(ref _asked) is null)
                        await Task.Delay(Debounce, _time, _stop.Token);
                    _looks.Reader.TryRead(out _);
                    Look();
                    timer.Change(NextLook, NextLook);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // Asked to end.
            }
            finally
            {
                _events.Writer.Complete();
            }
        }
    }

    private TimeSpan UntilSettled => _unreadableSince is { } since ? Settle - _time.GetElapsedTime(since) : TimeSpan.Zero;

    private TimeSpan NextLook =>
        UntilSettled > TimeSpan.Zero ? UntilSettled + Debounce
        : _watch.Failure is not null ? LookWithoutWatch
        : LookAnyway;

    private void Look()
    {
        var asked = Interlocked.Exchange(ref _asked, null);
        Look(asked is not null);
        asked?.SetResult();
    }

    private void Look(bool isAsked)
    {
        _watch.Follow();
        var unreadable = new ProblemList(_file);
        var text = VisorConfigReader.Text(_file, _chain, unreadable);
        if (text is null)
        {
            _unreadableSince ??= _time.GetTimestamp();
            if (!isAsked && UntilSettled > TimeSpan.Zero)
                return;
            Reject(unreadable.Reading<VisorConfig>(null).Problems, isAsked);
        }
        else
        {
            _unreadableSince = null;
            if (isAsked || !string.Equals(text, _text, StringComparison.Ordinal))
                Take(VisorConfigReader.Read(text, _file, _chain, ConfigurationVariables.OfThisProcess()), isAsked);
        }

        _text = text;
        if (_watch.Failure is { } reason && !_lostIsTold)
        {
            _lostIsTold = true;
            Tell(new ConfigurationEvent.WatchLost(reason));
        }
    }

    private void Take(ConfigurationReading<VisorConfig> reading, bool isAsked)
    {
        if (reading.Value is not { } after)
        {
            Reject([.. reading.Errors], isAsked);
            return;
        }

        var (before, problems) = _snapshot;
        _snapshot = new Snapshot(after, reading.Problems);
        if (isAsked || before != after || !problems.SequenceEqual(reading.Problems))
            Tell(new ConfigurationEvent.Changed(before, after, reading.Problems));
    }

    private void Reject(ImmutableArray<ConfigurationProblem> problems, bool isAsked)
    {
        if (!isAsked && problems.SequenceEqual(_snapshot.Problems))
            return;
        _snapshot = _snapshot with { Problems = problems };
        Tell(new ConfigurationEvent.Rejected(problems));
    }

    private void Tell(ConfigurationEvent what) => _events.Writer.TryWrite(what);

    private sealed record Snapshot(VisorConfig Config, ImmutableArray<ConfigurationProblem> Problems);
}
