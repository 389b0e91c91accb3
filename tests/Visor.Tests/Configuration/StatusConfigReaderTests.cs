using Shouldly;
using Visor.Configuration;
using Xunit;

namespace Visor.Tests.Configuration;

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
        refused.Errors.Single().ToString().ShouldContain("can be reached from other machines");

        Read($"[status]\nlisten = \"{listen}\"\nallowRemote = true").Value!.Status.ShouldBe(new StatusConfig { Listen = listen, AllowRemote = true });
    }

    private static ConfigurationReading<VisorConfig> Read(string text) => VisorConfigReader.Read(text, "config.toml");
}
