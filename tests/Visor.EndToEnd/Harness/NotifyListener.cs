using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Visor.EndToEnd.Harness;

/// <summary>A service manager's end of <c>NOTIFY_SOCKET</c>, which remembers all that it is told.</summary>
internal sealed class NotifyListener : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly Task _listening;

    public NotifyListener(string path)
    {
        Path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        _listening = Listen();
    }

    public string Path { get; }

    /// <summary>Such as <c>READY=1</c>, in the order in which they came.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task Listen()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var length = await _socket.ReceiveAsync(buffer, _end.Token);
                lock (_lock)
                    _lines.AddRange(Encoding.UTF8.GetString(buffer, 0, length).Split('\n'));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
