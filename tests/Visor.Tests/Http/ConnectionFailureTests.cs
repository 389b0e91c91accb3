using System.Net;
using System.Net.Sockets;
using System.Text;
using Shouldly;
using Visor.Http;
using Xunit;

namespace Visor.Tests.Http;

[Edge]
public sealed class ConnectionFailureTests : IDisposable
{
    private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);

    public void Dispose() => _proxy.Dispose();

    [Fact]
    public async Task The_password_of_a_proxy_is_not_shown()
    {
        _proxy.Start();
        var refusing = Refuse();
        var handler = MinimalHttpHandler.Make();
        handler.UseProxy = true;
        handler.Proxy = new WebProxy(new Uri($"http://user:SECRET@{_proxy.LocalEndpoint}"));
        using var http = new HttpMessageInvoker(handler, disposeHandler: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("https://example.com/"));

        var error = await Should.ThrowAsync<HttpRequestException>(() => http.SendAsync(request, Cancellation));

        ConnectionFailure.Describe(error).ShouldBe("cannot be reached through the proxy, which answered with HTTP 403");
        await refusing;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task Refuse()
    {
        using var client = await _proxy.AcceptTcpClientAsync(Cancellation);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 })
        {
            // Only the end of the request counts.
        }

        await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancellation);
    }
}
