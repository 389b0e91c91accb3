using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Model;
using Visor.Platform;

namespace Visor.Status;

/// <summary>
/// Writes <c>.visor/status.json</c>, always whole, beside the supervisor's loop and never in its way: of several states in a
/// row only the last has to be seen. What could not be written, or has been deleted, is written again within two seconds, also if nothing new happens.
/// </summary>
internal sealed class StatusFile : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<NodeStatus> _latest;
    private readonly PreallocatedFile _spare;
    private readonly Task _writing;

    public StatusFile(string path, TimeProvider time, ILogger log)
    {
        _path = path;
        _time = time;
        _log = log;
        _spare = new PreallocatedFile(path);
        _latest = Channel.CreateBounded<NodeStatus>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _writing = WriteAll();
    }

    public void Publish(NodeStatus status) => _latest.Writer.TryWrite(status);

    /// <summary>Writes what is still to be written.</summary>
    public async ValueTask DisposeAsync()
    {
        _latest.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAll()
    {
        NodeStatus? written = null;
        NodeStatus? unwritten = null;
        while (await Another(isAny: written is not null || unwritten is not null))
        {
            if (!_latest.Reader.TryRead(out var status))
                status = unwritten;
            if (written is not null && !File.Exists(_path))
                (status, written) = (status ?? written, null);
            if (status is null || status == written)
                continue;
            var problem = Write(status);
            if (problem is not null && unwritten is null)
                _log.LogWarning("The status file cannot be written, so it shows old news until it can: {Problem}", problem);
            written = problem is null ? status : null;
            unwritten = problem is null ? null : status;
        }

        if (unwritten is not null)
            _ = Write(unwritten);
    }

    /// <summary>Returns when there is something new, or it is time to look whether the file is there.</summary>
    /// <returns>False: nothing comes any more.</returns>
    private async Task<bool> Another(bool isAny)
    {
        using var patience = new CancellationTokenSource(isAny ? RetryAfter : Timeout.InfiniteTimeSpan, _time);
        try
        {
            return await _latest.Reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private string? Write(NodeStatus status)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(status, StatusJson.Default.NodeStatus);
        try
        {
            var temporary = _path + ".new";
            File.WriteAllBytes(temporary, content);
            if (Native.Rename(temporary, _path) != 0)
                return Native.Describe(Marshal.GetLastPInvokeError());
            _spare.Provide();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return _spare.TryReplace(content) ? null : e.Message;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcTimeJson)], WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(NodeStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
