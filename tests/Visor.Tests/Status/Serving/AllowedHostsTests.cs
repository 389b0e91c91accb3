using Shouldly;
using Visor.Configuration;
using Visor.Status.Serving;
using Xunit;

namespace Visor.Tests.Status.Serving;

[Pure]
public sealed class AllowedHostsTests
{
    private const string MachineName = "validator-7";

    [Theory]
    [InlineData("127.0.0.1:9480")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10:80")]
    [InlineData("localhost:9480")]
    [InlineData("LocalHost")]
    [InlineData("[::1]:9480")]
    [InlineData("[::1]")]
    public void Names_of_this_machine_for_itself_are_allowed_always(string host)
    {
        Allows(host, "127.0.0.1", allowRemote: false).ShouldBeTrue();
        Allows(host, "0.0.0.0", allowRemote: true).ShouldBeTrue();
    }

    [Theory]
    [InlineData("evil.example:9480")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("validator-7.evil.example")]
    [InlineData("")]
    [InlineData(":9480")]
    [InlineData("[::1")]
    [InlineData("[]")]
    [InlineData("[127.0.0.1]")]
    [InlineData("[localhost]")]
    [InlineData("localhost:port")]
    [InlineData("localhost:1:2")]
    [InlineData("localhost, evil.example")]
    [InlineData("local host")]
    [InlineData("0x7f.1")]
    [InlineData("::1")]
    [InlineData("<script>")]
    public void Foreign_names_and_nonsense_are_never_allowed(string host)
    {
        Allows(host, "127.0.0.1", allowRemote: false).ShouldBeFalse();
        Allows(host, "0.0.0.0", allowRemote: true).ShouldBeFalse();
    }

    [Theory]
    [InlineData("10.1.2.3:9480")]
    [InlineData("[2001:db8::7]:9480")]
    [InlineData("validator-7:9480")]
    [InlineData("VALIDATOR-7")]
    public void Addresses_and_the_name_of_this_machine_are_allowed_with_allowRemote_alone(string host)
    {
        Allows(host, "127.0.0.1", allowRemote: false).ShouldBeFalse();
        Allows(host, "0.0.0.0", allowRemote: true).ShouldBeTrue();
    }

    [Fact]
    public void What_it_was_told_to_listen_on_is_allowed() => Allows("node.example:9480", "node.example", allowRemote: true).ShouldBeTrue();

    [Theory]
    [InlineData("validator-7.ops.example.com:9480", true)]
    [InlineData("VISOR:9480", true)]
    [InlineData("validator-1.tail1234.ts.net", true)]
    [InlineData("tail1234.ts.net", false)]
    [InlineData(".tail1234.ts.net", false)]
    [InlineData("eviltail1234.ts.net", false)]
    [InlineData("visor.evil.example", false)]
    public void Names_that_the_operator_allows_are_allowed_and_no_others(string host, bool isAllowed)
    {
        HostNames further = new(["validator-7.ops.example.com", "visor", "*.tail1234.ts.net"]);
        new AllowedHosts("127.0.0.1", allowRemote: false, MachineName, further).Allow(host).ShouldBe(isAllowed);
    }

    private static bool Allows(string host, string listening, bool allowRemote) => new AllowedHosts(listening, allowRemote, MachineName, HostNames.None).Allow(host);
}
