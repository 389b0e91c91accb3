using Shouldly;
using Visor.Chains.Cosmos;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Chains.Cosmos;

/// <summary>The key of visor.toml that says where Visor asks a node.</summary>
[Edge]
public sealed class RpcAddressOverrideTests : IDisposable
{
    private static readonly CosmovisorSettings Settings = new("/srv/gaia", "gaiad");

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("tcp://127.0.0.1:36657")]
    [InlineData("http://[::1]:80")]
    [InlineData("unix:///run/gaia/rpc.sock")]
    public void What_an_app_takes_is_an_address(string address) => Read($"rpcAddress = \"{address}\"").Value!.RpcAddress.ShouldBe(address);

    [Theory]
    [InlineData("\"127.0.0.1\"", "\"127.0.0.1\" is no address of an RPC; write it as tcp://HOST:PORT, http://HOST:PORT or unix://PATH")]
    [InlineData("\"https://rpc.example.org:443\"", "\"https://rpc.example.org:443\" is no address of an RPC; write it as")]
    [InlineData("''", "is empty; give the address of the node's RPC, such as tcp://127.0.0.1:26657")]
    [InlineData("26657", "must be a text, not")]
    public void What_is_none_is_told_with_its_place(string value, string problem)
    {
        var reading = Read($"rpcAddress = {value}");

        reading.Value.ShouldBeNull();
        reading.Errors.ShouldHaveSingleItem().ToString().ShouldStartWith($"visor.toml:1:1: rpcAddress: {problem}");
    }

    [Fact]
    public void A_home_of_another_family_knows_no_such_key() =>
        VisorConfigReader.Read("rpcAddress = \"tcp://127.0.0.1:1\"", "config.toml", VegaNode.Chain.Defaults).Problems.ShouldHaveSingleItem().Severity.ShouldBe(ProblemSeverity.Warning);

    [Fact]
    public void It_goes_before_what_the_node_is_told_and_outlives_a_broken_file()
    {
        var text = "rpcAddress = \"tcp://127.0.0.1:36657\"";
        var context = new CosmosContext(Settings with { Home = _home["home"] }, ["start", "--rpc.laddr", "tcp://0.0.0.0:26657"], new RunBaseline(_home["home"])) { RpcAddress = new RpcAddressOverride(() => Read(text)) };

        RpcAddressSetting.Asked(context, "/x/gaiad").ShouldBe(new RpcAddressSetting(new Visor.Chains.Cosmos.Rpc.RpcAddress.Tcp("127.0.0.1", 36657), "tcp://127.0.0.1:36657", "rpcAddress in visor.toml"));
        text = "rpcAddress = ";
        RpcAddressSetting.Asked(context, "/x/gaiad").Text.ShouldBe("tcp://127.0.0.1:36657");
        text = "";
        RpcAddressSetting.Asked(context, "/x/gaiad").Source.ShouldBe("--rpc.laddr");
        RpcAddressSetting.Find(context, "/x/gaiad").Text.ShouldBe("tcp://0.0.0.0:26657");
    }

    private static ConfigurationReading<VisorConfig> Read(string text) => VisorConfigReader.Read(text, "visor.toml", CosmosChain.RulesOf(Settings));
}
