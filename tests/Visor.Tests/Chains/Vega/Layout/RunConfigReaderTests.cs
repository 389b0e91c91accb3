using System.Collections.Immutable;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Configuration;
using Visor.Model;
using Visor.Tests.Configuration;
using Xunit;
using static Visor.Tests.Configuration.Configurations;

namespace Visor.Tests.Chains.Vega.Layout;

[Pure]
public sealed class RunConfigReaderTests
{
    // As printed samples have it: tabs, no label, one table indented and the next at column 0.
    private const string ByHand = "\n[vega]\n\t[vega.binary]\n\t\tpath = \"/usr/local/bin/vega\"\n\t\targs = [\n\t\t\t\"start\",\n\t\t\t\"--home\", \"./vega_home\",\n" +
        "\t\t]\n[vega.rpc]\n\tsocketPath = \"run/vega.sock\"\n\thttpPath = \"/rpc\"\n";

    [Fact]
    public void A_file_made_by_hand_is_read()
    {
        var reading = ReadRunConfig(ByHand);

        reading.Problems.ShouldBeEmpty();
        var config = reading.Value!;
        config.Core.Path.ShouldBe("/usr/local/bin/vega");
        config.Core.Arguments.ShouldBe(["start", "--home", "./vega_home"]);
        config.Core.Place.ShouldBe("/home/v/genesis/run-config.toml:4:3: vega.binary.path");
        config.Rpc.ShouldBe(new RpcConfig("run/vega.sock", "/rpc"));
        config.DataNode.ShouldBeNull();
        config.StatisticsUrl.ShouldBeNull();
        config.Name.ShouldBe("genesis");
    }

    [Fact]
    public void Every_key_is_read()
    {
        var reading = ReadRunConfig("""
            name = "v0.75.3"
            [vega]
            statisticsUrl = "http://127.0.0.1:3003/statistics"
            [vega.binary]
            path = "vega"
            args = ["start", "--home", "/var/lib/vega"]
            [vega.rpc]
            socketPath = "/run/vega/vega.sock"
            httpPath = "/admin"
            [data_node.binary]
            path = "../bin/vega"
            args = ["datanode", "start", ""]
            """);

        reading.Problems.ShouldBeEmpty();
        reading.Value.ShouldBe(new RunConfig(
            "/home/v/genesis/run-config.toml",
            "v0.75.3",
            new RpcConfig("/run/vega/vega.sock", "/admin"),
            [
                new ProcessDefinition(VegaRoles.Core, "/home/v/genesis/vega", ["start", "--home", "/var/lib/vega"], ""),
                new ProcessDefinition(VegaRoles.DataNode, "/home/v/bin/vega", ["datanode", "start", ""], ""),
            ],
            new Uri("http://127.0.0.1:3003/statistics")));
    }

    [Fact]
    public void Arguments_and_the_path_of_the_RPC_may_be_left_out()
    {
        var config = ReadRunConfig("vega = { binary.path = \"wrapper\", rpc.socketPath = \"/s\" }").Value!;

        config.Core.Arguments.ShouldBe(ImmutableArray<string>.Empty);
        config.Rpc.HttpPath.ShouldBe("/rpc");
    }

    [Fact]
    public void Tables_and_keys_of_others_are_only_warned_of()
    {
        var reading = ReadRunConfig(ByHand + "[vega.metrics]\nport = 1\n[other]\nx = 1\n");

        reading.Value.ShouldNotBeNull();
        reading.Problems.Select(p => p.Severity).ShouldBe([ProblemSeverity.Warning, ProblemSeverity.Warning]);
    }

    [Theory]
    [InlineData(107, true)]
    [InlineData(108, false)]
    public void A_socket_path_fits_into_what_the_kernel_keeps_of_it(int bytes, bool fits)
    {
        // Two bytes a letter: what counts is bytes.
        var path = "/" + new string('\u00e9', (bytes - 1) / 2) + new string('s', (bytes - 1) % 2);

        ReadRunConfig($"vega = {{ binary.path = \"vega\", rpc.socketPath = \"{path}\" }}").Errors.Any().ShouldBe(!fits);
    }

    [Theory]
    [InlineData("--snapshot.load-from-block-height\", \"5")]
    [InlineData("--snapshot.load-from-block-height=5")]
    public void A_core_whose_arguments_choose_a_snapshot_is_warned_of_once(string flag)
    {
        var reading = ReadRunConfig($"[vega]\nbinary = {{ path = \"vega\", args = [\"start\", \"{flag}\"] }}\nrpc.socketPath = \"/s\"\n");

        reading.Value.ShouldNotBeNull();
        reading.Messages().ShouldBe(
            "Warning: /home/v/genesis/run-config.toml:2:27: vega.binary.args: --snapshot.load-from-block-height overrides the height that Visor chooses: "
            + "every start begins at the block it names, including the first one after an upgrade; delete it unless you want that");
    }

    [Fact]
    public void Every_key_that_suggestions_name_is_one_the_reader_takes()
    {
        foreach (var key in RunConfigReader.Keys)
            ReadRunConfig($"{key} = 1").Problems.ShouldNotContain(p => p.Message.Contains("unknown", StringComparison.Ordinal), key);
    }
}
