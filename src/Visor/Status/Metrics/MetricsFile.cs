using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Model;
using Visor.Platform;

namespace Visor.Status.Metrics;

/// <summary>
/// Writes <c>.visor/metrics.prom</c> for node_exporter's textfile collector, always whole, beside the supervisor's loop and
/// never in its way: when something has changed, at most once a second, and every 15 s to show that Visor lives. What could not be written is tried
/// again every two seconds.
/// </summary>
internal sealed class MetricsFile : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    // Who collects it is another user.
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _path;
    private readonly Func<NodeStatus, string> _text;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<NodeStatus> _latest =
        Channel.CreateBounded<NodeStatus>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _writing;
    private bool _failing;

    /// <param name="text">The content of the file; called when it is written. An <see cref="IOException"/> of it is a file that cannot be written.</param>
    public MetricsFile(string path, Func<NodeStatus, string> text, TimeProvider time, ILogger log)
    {
        (_path, _text, _time, _log) = (path, text, time, log);
        _writing = WriteAll();
    }

    public void Publish(NodeStatus status) => _latest.Writer.TryWrite(status);

    /// <summary>Writes what was published last, whatever the pace.</summary>
    public async ValueTask DisposeAsync()
    {
        _latest.Writer.TryComplete();
        _closing.TrySetResult();
        await _writing;
    }

    private async Task WriteAll()
    {
        NodeStatus? latest = null;
        NodeStatus? written = null;
        var writtenAt = 0L;
        while (true)
        {
            var news = _latest.Reader.WaitToReadAsync().AsTask();
            if (written is null)
                await news;
            else
                await AtMost(news, Rhythm - _time.GetElapsedTime(writtenAt));
            if (news.IsCompleted && !await news)
                break;
            if (_latest.Reader.TryRead(out var status))
                latest = status;
            if (latest is null || (written is not null && IsSame(latest, written) && _time.GetElapsedTime(writtenAt) < Rhythm))
                continue;
            Write(latest);
            (written, writtenAt) = (latest, _time.GetTimestamp());
            await AtMost(_closing.Task, Pause);
        }

        if (latest is not null && !ReferenceEquals(latest, written))
            Write(latest);
    }

    private TimeSpan Rhythm => _failing ? RetryAfter : Heartbeat;

    // What moves with every block is news at the next heartbeat.
    private static bool IsSame(NodeStatus one, NodeStatus other) => WithoutMotion(one) == WithoutMotion(other);

    private static NodeStatus WithoutMotion(NodeStatus status) => status with
    {
        Node = status.Node with { Height = null, HeightAt = null },
        Upgrade = status.Upgrade is { } plan ? plan with { Eta = null, Reason = plan.Reason is null ? null : "" } : null,
    };

    private async Task AtMost(Task task, TimeSpan limit)
    {
        if (limit <= TimeSpan.Zero)
            return;
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(task, Task.Delay(limit, _time, enough.Token));
        await enough.CancelAsync();
    }

    private void Write(NodeStatus status)
    {
        var problem = Replace(status);
        if (problem is not null && !_failing)
            _log.LogWarning("Cannot write the metrics file, so its values are stale: {Problem}", problem);
        _failing = problem is not null;
    }

    /// <returns>Why it could not be done; null: it is done.</returns>
    private string? Replace(NodeStatus status)
    {
        try
        {
            var text = _text(status);

            // The collector takes files that end in .prom, so it does not see this one.
            var temporary = _path + ".new";
            File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.SetUnixFileMode(temporary, ReadableByAll);
            return Native.Rename(temporary, _path) == 0 ? null : Native.Describe(Marshal.GetLastPInvokeError());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
