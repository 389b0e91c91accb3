using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Visor.Tests.Http;

/// <summary>A SOCKS5 proxy (RFC 1928, RFC 1929) that leads everybody to one server, and keeps what it was told.</summary>
internal sealed class SocksProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _work;

    /// <param name="target">The port of the server on 127.0.0.1.</param>
    public SocksProxy(int target)
    {
        _target = target;
        _listener.Start();
        _work = Accept();
    }

    /// <summary>Such as <c>name localhost</c>, <c>address 127.0.0.1</c>, <c>user u:p</c>.</summary>
    public ConcurrentQueue<string> Told { get; } = [];

    /// <summary>Whether nobody is let in.</summary>
    public bool Refuses { get; init; }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work; // A listener that has been stopped is not to be asked for another connection.
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task Accept()
    {
        List<Task> served = [];
        try
        {
            while (true)
                served.Add(Serve(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        try
        {
            var methods = await Read(stream, (await Read(stream, 2))[1]);
            var isAsked = methods.Contains((byte)2);
            await stream.WriteAsync(new byte[] { 5, isAsked ? (byte)2 : (byte)0 }, _end.Token);
            if (isAsked)
            {
                await Read(stream, 1);
                Told.Enqueue($"user {await Text(stream)}:{await Text(stream)}");
                await stream.WriteAsync(new byte[] { 1, Refuses ? (byte)1 : (byte)0 }, _end.Token);
            }

            Told.Enqueue((await Read(stream, 4))[3] switch
            {
                1 => $"address {new IPAddress(await Read(stream, 4))}",
                4 => $"address {new IPAddress(await Read(stream, 16))}",
                _ => $"name {await Text(stream)}",
            });
            await Read(stream, 2);
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 0 }, _end.Token);
            await using var onward = server.GetStream();
            await Task.WhenAny(stream.CopyToAsync(onward, _end.Token), onward.CopyToAsync(stream, _end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The client or the test has ended.
        }
    }

    private async Task<string> Text(NetworkStream stream) => Encoding.ASCII.GetString(await Read(stream, (await Read(stream, 1))[0]));

    private async Task<byte[]> Read(NetworkStream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }
}
