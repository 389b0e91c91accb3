using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>Files on a server on loopback, each at its path.</summary>
internal sealed class OfferedFiles : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public OfferedFiles()
    {
        _listener.Start();
        _serving = Serve();
    }

    /// <returns>Its address.</returns>
    public string Offer(string path, byte[] content)
    {
        lock (_files)
            _files[path] = content;
        return $"http://{_listener.LocalEndpoint}{path}";
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await Answer(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task Answer(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var path = (await reader.ReadLineAsync(_end.Token))?.Split(' ')[1] ?? "";
            while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 })
            {
            }

            byte[]? content;
            lock (_files)
                content = _files.GetValueOrDefault(path);
            var status = content is null ? "404 Not Found" : "200 OK";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {content?.Length ?? 0}\r\n\r\n"), _end.Token);
            await stream.WriteAsync(content ?? [], _end.Token);
        }
        catch (IOException)
        {
            // Visor has gone away.
        }
    }
}
