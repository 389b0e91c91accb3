using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Visor.Supervision;

namespace Visor.Status;

/// <summary>
/// Writes <c>.visor/status.json</c>, always whole, beside the supervisor's loop and never in its way: of several states in a
/// row only the last has to be seen.
/// </summary>
internal sealed class StatusFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly ILogger _log;
    private readonly Channel<NodeStatus> _latest;
    private readonly SpareFile _spare;
    private readonly Task _writing;

    public StatusFile(string path, ILogger log)
    {
        _path = path;
        _log = log;
        _spare = new SpareFile(path);
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
        NodeStatus? last = null;
        var failing = false;
        await foreach (var status in _latest.Reader.ReadAllAsync())
        {
            if (status == last)
                continue;
            var problem = Write(status);
            if (problem is not null && !failing)
                _log.LogWarning("The status file cannot be written, so it shows old news: {Problem}", problem);
            failing = problem is not null;
            last = failing ? null : status;
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
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(NodeStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
