using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Visor.Tests.Http;

/// <summary>Listens on a real socket, reads HTTP requests byte by byte, and answers each with whatever the script writes.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Func<Exchange, Task> _script;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _work = [];
    private int _accepted;

    private ScriptedServer(EndPoint address, Func<Exchange, Task> script)
    {
        _script = script;
        _listener = address is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(address);
        _listener.Listen();
        _work.Add(Accept());
    }

    /// <summary>Head and body of every request, in the order of their arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public int Connections => Volatile.Read(ref _accepted);

    /// <param name="path">Such as <c>/statistics</c>.</param>
    public Uri Url(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}{path}");

    public static ScriptedServer OnSocket(string path, Func<Exchange, Task> script) => new(new UnixDomainSocketEndPoint(path), script);

    public static ScriptedServer OnTcp(Func<Exchange, Task> script) => new(new IPEndPoint(IPAddress.Loopback, 0), script);

    /// <summary>Closes every connection and stops to listen; the socket file is removed, as a core that ends does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_work);
        _end.Dispose();
    }

    private async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_end.Token);
                Interlocked.Increment(ref _accepted);
                connections.Add(Serve(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Serve(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadRequest(stream) is { } request)
            {
                Requests.Enqueue(request);
                var exchange = new Exchange(stream, request, Requests.Count, _end.Token);
                await _script(exchange);
                if (exchange.Closed)
                    return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client went away, or the test has ended.
        }
    }

    private async Task<string?> ReadRequest(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        var rest = -1;
        while (rest != 0)
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
                return null;
            text.Append((char)one[0]);
            if (rest > 0)
                rest--;
            else if (text.Length >= 4 && text[^1] == '\n' && text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                rest = BodyLength(text.ToString());
        }

        return text.ToString();
    }

    private static int BodyLength(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
