using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Staging;

/// <summary>The table of what the variables mean is ProxyVariablesTests; here is what nobody may see.</summary>
public sealed class ProxyTests
{
    private const string Usable = "http://127.0.0.1:1"; // Nobody listens there.

    [Theory]
    [InlineData("http://user:SECRET@127.0.0.1:70000", "its port is not a number from 1 to 65535")]
    [InlineData("http://user:SECRET@[::1", "it has no valid host name")]
    [InlineData("gopher://user:SECRET@127.0.0.1:1", "its scheme must be one of")]
    [InlineData("socks5h://user:SECRET@127.0.0.1:1", "the proxy in http_proxy cannot be reached")]
    public async Task Nothing_goes_around_a_proxy_that_cannot_be_used_neither_to_the_server_of_the_releases_nor_to_whoever_is_told(string proxy, string said)
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        fetching.Configure(further: $"[[notifications]]\nurl = \"{fetching.Server.StorageUrl}/hook\"\n");
        var visor = fetching.Node.Run(environment: Environment("http_proxy", proxy));
        await fetching.Node.Ready(TestNode.Genesis);
        fetching.Node.Network.UpgradeIn(FetchingNode.FarAhead, FetchingNode.Next);

        await fetching.WaitForReason(said);
        (await visor.WaitForLine("notifications[0]")).ShouldContain(said);
        if (!said.Contains("cannot be reached", StringComparison.Ordinal))
            visor.Lines[0].ShouldContain("the environment variable http_proxy cannot be used, and Visor does not bypass it");

        fetching.Server.Requests.ShouldBeEmpty();
        fetching.ShouldBeUntouched(visor);
        await fetching.Node.StopCleanly(visor);
        visor.Output.ShouldNotContain("SECRET");
        File.ReadAllText(fetching.Node.In(".visor", "status.json")).ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_proxy_that_may_be_who_refuses_is_named()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = fetching.Node.Run(environment: Environment("http_proxy", fetching.Server.StorageUrl));
        await fetching.Node.Ready(TestNode.Genesis);

        fetching.Node.Network.UpgradeIn(FetchingNode.FarAhead, FetchingNode.Next);

        await fetching.WaitForReason("answered with HTTP 4", "through the proxy in http_proxy, which may be the one that answered");
        fetching.ShouldBeUntouched(visor);
        await fetching.Node.StopCleanly(visor);
    }

    [Theory]
    [InlineData("127.0.0.0/8,localhost")]
    [InlineData("*")]
    public async Task What_NO_PROXY_excepts_is_fetched_directly(string exceptions)
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        var visor = fetching.Node.Run(environment: Environment("HTTP_PROXY", Usable, ("NO_PROXY", exceptions)));
        await fetching.Node.Ready(TestNode.Genesis);

        fetching.Node.Network.UpgradeIn(40, FetchingNode.Next);

        await fetching.Upgraded(visor);
    }

    private static Dictionary<string, string?> Environment(string name, string value, params (string Name, string Value)[] further)
    {
        Dictionary<string, string?> environment = new(StringComparer.Ordinal) { [name] = value };
        foreach (var (other, its) in further)
            environment[other] = its;
        return environment;
    }
}
