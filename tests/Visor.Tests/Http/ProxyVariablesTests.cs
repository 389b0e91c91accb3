using Shouldly;
using Visor.Http;
using Xunit;

namespace Visor.Tests.Http;

[Pure]
public sealed class ProxyVariablesTests
{
    private const string Direct = "direct";
    private const string Api = "https://api.example.com/x";

    [Theory]
    [InlineData(Api, "", Direct)]
    [InlineData(Api, "https_proxy=http://p:8080", "http://p:8080/ of https_proxy")]
    [InlineData(Api, "HTTPS_PROXY=http://p:8080", "http://p:8080/ of HTTPS_PROXY")]
    [InlineData(Api, "https_proxy=http://small:1 HTTPS_PROXY=http://capital:2", "http://small:1/ of https_proxy")]
    [InlineData(Api, "https_proxy= HTTPS_PROXY=http://capital:2", "http://capital:2/ of HTTPS_PROXY")]
    [InlineData(Api, "http_proxy=http://p:8080", Direct)]
    [InlineData(Api, "all_proxy=http://all:1 https_proxy=http://p:8080", "http://p:8080/ of https_proxy")]
    [InlineData(Api, "all_proxy=http://all:1", "http://all:1/ of all_proxy")]
    [InlineData(Api, "ALL_PROXY=http://all:1", "http://all:1/ of ALL_PROXY")]
    [InlineData("http://api.example.com/x", "https_proxy=http://p:8080", Direct)]
    [InlineData("http://api.example.com/x", "http_proxy=http://p:8080", "http://p:8080/ of http_proxy")]
    [InlineData("http://api.example.com/x", "HTTP_PROXY=http://p:8080", "http://p:8080/ of HTTP_PROXY")]
    [InlineData("http://127.0.0.1/x", "http_proxy=http://p:8080", "http://p:8080/ of http_proxy")]
    public void The_variable_is_chosen_by_the_scheme_small_letters_first(string address, string variables, string way) =>
        Way(address, variables).ShouldBe(way);

    [Theory]
    [InlineData("http://p:8080", "http://p:8080/")]
    [InlineData("HTTP://p:8080/", "http://p:8080/")]
    [InlineData("p:8080", "http://p:8080/")]
    [InlineData("p", "http://p:1080/")]
    [InlineData("http://p", "http://p:1080/")]
    [InlineData("https://p", "https://p/")]
    [InlineData("https://p:3129", "https://p:3129/")]
    [InlineData("socks4://p", "socks4://p:1080/")]
    [InlineData("socks://p", "socks4://p:1080/")]
    [InlineData("socks4a://p:9", "socks4a://p:9/")]
    [InlineData("socks5://p:9", "socks5://p:9/, names looked up here")]
    [InlineData("socks5h://p:9", "socks5://p:9/")]
    [InlineData("127.0.0.1:3128", "http://127.0.0.1:3128/")]
    [InlineData("http://[::1]:3128", "http://[::1]:3128/")]
    [InlineData("my_proxy:3128/path?query", "http://my_proxy:3128/")]
    [InlineData("http://user:p%40ss@p:1", "http://p:1/ as user:p@ss")]
    [InlineData("user@p:1", "http://p:1/ as user:")]
    [InlineData("socks5h://u:a@b@p:1", "socks5://p:1/ as u:a@b")]
    public void A_value_is_read_as_curl_reads_it(string value, string proxy)
    {
        var via = Choice(Api, $"https_proxy={value}").ShouldBeOfType<ProxyChoice.Via>();
        var credential = via.Credentials?.GetCredential(via.Address, "Basic");
        $"{via.Address}{(via.ResolvesHere ? ", names looked up here" : "")}{(credential is null ? "" : $" as {credential.UserName}:{credential.Password}")}".ShouldBe(proxy);
    }

    [Theory]
    [InlineData("http://user:SECRET@[::1", "it has no valid host name")]
    [InlineData("http://::1:3128", "it has no valid host name")]
    [InlineData("http://", "it has no valid host name")]
    [InlineData("user:SECRET@", "it has no valid host name")]
    [InlineData("http://user:SECRET@p:70000", "not a number from 1 to 65535")]
    [InlineData("127.0.0.1:99999", "not a number from 1 to 65535")]
    [InlineData("http://p:0", "not a number from 1 to 65535")]
    [InlineData("http://p:", "not a number from 1 to 65535")]
    [InlineData("http://user:SEC/RET@p:1", "not a number from 1 to 65535")]
    [InlineData("ftp://user:SECRET@p:1", "its scheme must be one of")]
    [InlineData("socks6://p:1", "its scheme must be one of")]
    [InlineData("off", null)]
    public void What_cannot_be_used_is_said_by_the_name_of_the_variable_and_without_its_value(string value, string? problem)
    {
        var choice = Choice(Api, $"HTTPS_PROXY={value}");
        if (problem is null)
        {
            choice.ShouldBeOfType<ProxyChoice.Via>(); // A name like any other, as for curl.
            return;
        }

        var said = choice.ShouldBeOfType<ProxyChoice.Unusable>().Problem;
        said.ShouldContain(problem);
        said.ShouldContain("the environment variable HTTPS_PROXY cannot be used, and Visor does not bypass it");
        said.ShouldNotContain("SEC");
    }

    [Fact]
    public void What_is_excepted_does_not_need_a_proxy_that_can_be_used() =>
        Way(Api, "https_proxy=socks6://p no_proxy=api.example.com").ShouldBe(Direct);

    [Theory]
    [InlineData("*", "api.example.com:443 127.0.0.1:80 [::1]:1")]
    [InlineData("example.com", "example.com:443 api.example.com:443 API.Example.COM:1 a.b.example.com:2 example.com.:443")]
    [InlineData(".example.com", "example.com:443 api.example.com:443")]
    [InlineData("example.com.", "api.example.com:443")]
    [InlineData("*.example.com", "api.example.com:443 a.b.example.com:443")]
    [InlineData("api.*.com", "api.example.com:443")]
    [InlineData("other.net,example.com", "api.example.com:443")]
    [InlineData("other.net  example.com", "api.example.com:443")]
    [InlineData(" other.net , example.com ", "api.example.com:443")]
    [InlineData("example.com:8443", "api.example.com:8443")]
    [InlineData("127.0.0.1", "127.0.0.1:80 127.0.0.1:9")]
    [InlineData("127.0.0.1:9", "127.0.0.1:9")]
    [InlineData("127.0.0.0/8", "127.0.0.1:80 127.200.3.4:80")]
    [InlineData("127.9.9.9/8", "127.0.0.1:80")]
    [InlineData("localhost,127.0.0.0/8,10.0.0.0/8", "127.0.0.1:80 10.1.2.3:80 localhost:80")]
    [InlineData("10.*", "10.1.2.3:80")]
    [InlineData("0.0.0.0/0", "10.1.2.3:80")]
    [InlineData("10.1.2.3/32", "10.1.2.3:80")]
    [InlineData("::1", "[::1]:80")]
    [InlineData("[::1]", "[::1]:80 [0:0:0:0:0:0:0:1]:80")]
    [InlineData("[::1]:9", "[::1]:9")]
    [InlineData("fd00::/8", "[fd12::1]:80")]
    [InlineData("[fd00::]/8", "[fd12::1]:80")]
    [InlineData("127.0.0.1", "[::ffff:127.0.0.1]:80")]
    public void A_host_in_NO_PROXY_is_asked_directly(string exceptions, string hosts)
    {
        foreach (var host in hosts.Split(' '))
        {
            Way($"http://{host}/", $"http_proxy=http://p:1 NO_PROXY={exceptions}").ShouldBe(Direct, $"{host} {exceptions}");
            Way($"http://{host}/", $"http_proxy=http://p:1 no_proxy={exceptions} NO_PROXY=nobody").ShouldBe(Direct, $"{host} {exceptions}");
        }
    }

    [Theory]
    [InlineData("example.com", "badexample.com:443 example.com.evil.net:443 com:443")]
    [InlineData("*.example.com", "example.com:443 badexample.com:443")]
    [InlineData("example.com:8443", "api.example.com:443")]
    [InlineData("127.0.0.1:9", "127.0.0.1:80")]
    [InlineData("127.0.0.0/8", "128.0.0.1:80 localhost:80 [::1]:80")]
    [InlineData("10.0.0.0/33", "10.0.0.1:80")]
    [InlineData("10.0.0.0/x", "10.0.0.1:80")]
    [InlineData("0.0.1", "127.0.0.1:80")]
    [InlineData("1", "127.0.0.1:80 0.0.0.1:80")]
    [InlineData("localhost", "127.0.0.1:80 [::1]:80")]
    [InlineData("[::1]:9", "[::1]:80")]
    [InlineData("[::1", "[::1]:80")]
    [InlineData("fd00::/8", "[fe80::1]:80 10.0.0.1:80")]
    [InlineData(",,  ,", "api.example.com:443")]
    [InlineData("<local>", "printer:80")]
    public void Every_other_host_is_asked_through_the_proxy(string exceptions, string hosts)
    {
        foreach (var host in hosts.Split(' '))
            Way($"http://{host}/", $"http_proxy=http://p:1 NO_PROXY={exceptions}").ShouldBe("http://p:1/ of http_proxy", $"{host} {exceptions}");
    }

    private static string Way(string address, string variables) => Choice(address, variables) switch
    {
        ProxyChoice.Via via => $"{via.Address} of {via.Variable}",
        ProxyChoice.Unusable unusable => unusable.Problem,
        _ => Direct,
    };

    // NAME=VALUE, apart by blanks; what has no equals sign belongs to the value before it.
    private static ProxyChoice Choice(string address, string variables)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        var last = "";
        foreach (var part in variables.Split(' '))
        {
            if (part.Split('=', 2) is [var name, var value] && name.EndsWith("proxy", StringComparison.OrdinalIgnoreCase))
                environment[last = name] = value;
            else if (last.Length > 0)
                environment[last] += $" {part}";
        }

        return new ProxyVariables(environment.GetValueOrDefault).For(new Uri(address));
    }
}
