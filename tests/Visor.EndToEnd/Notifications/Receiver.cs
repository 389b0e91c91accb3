using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Notifications;

/// <summary>A server on loopback that takes notifications: one request a connection, with the answer it is told to give.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _bodies = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile string? _status = "204 No Content";

    public Receiver()
    {
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>With a path that nobody but the two may know.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/SECRET";

    /// <summary>Code and reason of the answers from now on; null: it says nothing and keeps the connection.</summary>
    public string? Status
    {
        set => _status = value;
    }

    /// <summary>What it was told, successfully or not.</summary>
    public IReadOnlyList<JsonElement> Told => [.. _bodies.Select(body => JsonSerializer.Deserialize<JsonElement>(body))];

    public IReadOnlyList<string> Events => [.. Told.Select(t => t.GetProperty("event").GetString()!)];

    public Task WaitFor(string kind, TestNode node) => Eventually.See(
        () => Events.Contains(kind, StringComparer.Ordinal) ? this : null, () => $"{kind} among {string.Join(", ", Events)}\n{node.Everything()}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting; // A listener that has been stopped is not to be asked for another connection.
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Answer(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                _bodies.Enqueue(await Body(stream));
                if (_status is not { } status)
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token);
                else
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _end.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // Whoever asked has gone, or the test is over.
            }
        }
    }

    private async Task<string> Body(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var length = 0;
        while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan("Content-Length: ".Length), System.Globalization.CultureInfo.InvariantCulture);
        }

        var body = new char[length];
        return new string(body, 0, await reader.ReadBlockAsync(body, _end.Token));
    }
}
