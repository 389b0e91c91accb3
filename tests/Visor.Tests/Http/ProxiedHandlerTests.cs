using System.Net;
using System.Text;
using Shouldly;
using Visor.Http;
using Xunit;

namespace Visor.Tests.Http;

[Edge]
public sealed class ProxiedHandlerTests : IAsyncDisposable
{
    private readonly ScriptedServer _server = ScriptedServer.OnTcp(e => e.Respond("200 OK", "from the server"));
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("socks5h://127.0.0.1:1")] // Nobody listens there.
    [InlineData("http://127.0.0.1:1")]
    [InlineData("socks4://127.0.0.1:1")]
    [InlineData("http://[::1")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("ftp://127.0.0.1:21")]
    [InlineData("http://no-such-proxy.invalid:1")]
    public async Task Nothing_is_sent_around_a_proxy_that_cannot_be_used_or_reached(string proxy)
    {
        _environment["http_proxy"] = proxy;

        var failure = await Should.ThrowAsync<ProxyFailure>(() => Get(_server.Url("/")));

        failure.Message.ShouldStartWith("cannot be reached");
        failure.Message.ShouldContain("http_proxy");
        ConnectionFailure.Describe(failure).ShouldBe(failure.Message);
        _server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_proxy_is_told_who_asks_and_a_host_that_is_excepted_is_asked_directly()
    {
        await using var proxy = ScriptedServer.OnTcp(e => e.Request.Contains("Proxy-Authorization", StringComparison.Ordinal)
            ? e.Respond("200 OK", "from the proxy")
            : e.Send("HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"));
        _environment["HTTP_PROXY"] = $"http://user:p%40ss@{proxy.Url("/").Authority}";
        _environment["NO_PROXY"] = "127.0.0.0/8";

        (await Get(new Uri("http://server.example/path"))).ShouldBe("from the proxy");
        (await Get(_server.Url("/"))).ShouldBe("from the server");

        proxy.Requests.Last().ShouldStartWith("GET http://server.example/path HTTP/1.1");
        proxy.Requests.Last().ShouldContain($"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes("user:p@ss"))}");
        _server.Requests.ShouldHaveSingleItem().ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData("socks5h", "name localhost")]
    [InlineData("socks5", "address ")]
    public async Task A_SOCKS5_proxy_is_told_the_name_or_the_address_as_its_scheme_says(string scheme, string told)
    {
        await using var proxy = new SocksProxy(_server.Url("/").Port);
        _environment["all_proxy"] = $"{scheme}://u:p@{proxy.Address}";

        (await Get(new Uri("http://localhost:81/path"))).ShouldBe("from the server");

        proxy.Told.ShouldContain("user u:p", StringComparer.Ordinal);
        proxy.Told.Last().ShouldStartWith(told);
        var request = _server.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith("GET /path HTTP/1.1");
        request.ShouldContain("Host: localhost:81\r\n");
    }

    [Fact]
    public async Task What_a_proxy_refuses_is_told_without_the_password()
    {
        await using var proxy = new SocksProxy(_server.Url("/").Port) { Refuses = true };
        _environment["all_proxy"] = $"socks5h://u:SECRET@{proxy.Address}";

        var said = ConnectionFailure.Describe(await Should.ThrowAsync<HttpRequestException>(() => Get(new Uri("http://localhost:81/"))));

        said.ShouldStartWith("cannot be reached through the proxy (");
        said.ShouldNotContain("SECRET");
        _server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_that_cannot_be_looked_up_here_does_not_reach_the_proxy()
    {
        await using var proxy = new SocksProxy(_server.Url("/").Port);
        _environment["all_proxy"] = $"socks5://{proxy.Address}";

        (await Should.ThrowAsync<ProxyFailure>(() => Get(new Uri("http://no-such-host.invalid/")))).Message.ShouldContain("its name does not resolve");

        proxy.Told.ShouldBeEmpty();
    }

    private async Task<string> Get(Uri address)
    {
        using var http = new HttpMessageInvoker(new ProxiedHandler(new ProxyVariables(_environment.GetValueOrDefault), () => MinimalHttpHandler.Make()), disposeHandler: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        request.RequestUri.ShouldBe(address);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
