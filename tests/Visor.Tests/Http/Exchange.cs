using System.Net.Sockets;
using System.Text;

namespace Visor.Tests.Http;

/// <summary>One request, and the connection to answer it on.</summary>
/// <param name="number">From 1, over all connections of the server.</param>
/// <param name="end">Cancelled when the server is disposed.</param>
internal sealed class Exchange(NetworkStream stream, string request, int number, CancellationToken end)
{
    public int Number => number;

    public CancellationToken End => end;

    public bool Closed { get; private set; }

    /// <summary>Head and body.</summary>
    public string Request => request;

    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public async Task Send(byte[] bytes) => await stream.WriteAsync(bytes, end);

    public Task Respond(string status, string body, string contentType = "application/json") =>
        Send($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public void Close() => Closed = true;

    /// <summary>Says no more until the server is disposed.</summary>
    public Task Hang() => Task.Delay(Timeout.Infinite, end);
}
