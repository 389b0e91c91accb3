using Shouldly;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

[Pure]
public sealed class StatusConfigReaderTests
{
    [Theory]
    [InlineData("127.0.0.1:9480")]
    [InlineData("127.1.2.3:0")]
    [InlineData("[::1]:9480")]
    [InlineData("localhost:9480")]
    public void This_machine_alone_needs_no_leave(string listen) =>
        Read($"[status]\nlisten = \"{listen}\"").Value!.Status.ShouldBe(new StatusConfig { Listen = listen });

    [Theory]
    [InlineData("0.0.0.0:9480")]
    [InlineData("[::]:9480")]
    [InlineData("192.168.1.5:9480")]
    [InlineData("node.example.com:9480")]
    public void An_address_that_others_can_reach_needs_allowRemote(string listen)
    {
        var refused = Read($"[status]\nlisten = \"{listen}\"");
        refused.Value.ShouldBeNull();
        refused.Errors.Single().ToString().ShouldContain("is reachable from other machines");

        Read($"[status]\nlisten = \"{listen}\"\nallowRemote = true").Value!.Status.ShouldBe(new StatusConfig { Listen = listen, AllowRemote = true });
    }

    [Fact]
    public void Further_names_may_be_allowed()
    {
        var status = Read("[status]\nlisten = \"127.0.0.1:9480\"\nallowedHosts = [\"visor\", \"*.example.com\"]").Value!.Status;
        status.ShouldBe(new StatusConfig { Listen = "127.0.0.1:9480", AllowedHosts = new HostNames(["visor", "*.example.com"]) });
        status.ShouldNotBe(new StatusConfig { Listen = "127.0.0.1:9480", AllowedHosts = new HostNames(["visor"]) });
    }

    [Theory]
    [InlineData("*", "allows every name")]
    [InlineData("http://visor", "without scheme, port and path")]
    [InlineData("visor:9480", "without scheme, port and path")]
    [InlineData("*.*.example.com", "is not a host name")]
    [InlineData("10.0.0.1", "is not a host name")]
    [InlineData("", "is not a host name")]
    public void What_is_no_name_is_an_error(string name, string said) =>
        Read($"[status]\nallowedHosts = [\"visor\", \"{name}\"]").Errors.Single().ToString().ShouldContain(said);

    private static ConfigurationReading<VisorConfig> Read(string text) => VisorConfigReader.Read(text, "config.toml", VegaNode.Chain.Defaults);
}
