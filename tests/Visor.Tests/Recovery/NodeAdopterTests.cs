using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Chains.Vega.Launch;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Model;
using Visor.Node;
using Visor.Recovery;
using Visor.Releases;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Home;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Recovery;

[Edge]
public sealed class NodeAdopterTests : IDisposable
{
    private const string Changed = "run config changed; takes effect at the next restart";

    private const string DataNode = """
        [data_node.binary]
        path = "vega"
        args = ["datanode", "start"]
        """;

    private readonly HomeFolder _home = new("genesis");
    private readonly RecordingLog _log = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_run_config_that_is_as_it_was_needs_no_notice()
    {
        RunConfig("""["start"]""");

        Adopt(Core("start")).Notice.ShouldBeNull();
        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void A_run_config_that_has_changed_counts_at_the_next_start()
    {
        RunConfig("""["start", "--debug"]""");

        Adopt(Core("start")).Notice.ShouldBe(Changed);
        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: ");
    }

    [Fact]
    public void A_run_config_that_is_broken_or_gone_has_changed()
    {
        Adopt(Core("start")).Notice.ShouldBe(Changed);
    }

    [Fact]
    public void The_flag_that_Visor_added_is_no_change()
    {
        RunConfig("""["start"]""");

        Adopt(Core("start", SnapshotPolicy.Name, "100") with { Snapshot = 100 }).Notice.ShouldBeNull();
    }

    [Fact]
    public void The_flag_that_Visor_added_is_the_cores_and_not_the_data_nodes()
    {
        RunConfig("""["start"]""", DataNode);

        Adopt(Core("start", SnapshotPolicy.Name, "100") with { Snapshot = 100 }, Data("datanode", "start") with { Snapshot = 100 }).Notice.ShouldBeNull();
    }

    [Fact]
    public void A_flag_of_the_operators_own_is_compared_like_any_argument()
    {
        RunConfig($"""["start", "{SnapshotPolicy.Name}", "7"]""");

        Adopt(Core("start", SnapshotPolicy.Name, "7")).Notice.ShouldBeNull();
        Adopt(Core("start", SnapshotPolicy.Name, "8")).Notice.ShouldBe(Changed);
    }

    [Fact]
    public void A_data_node_that_came_or_went_is_a_change()
    {
        RunConfig("""["start"]""", DataNode);
        Adopt(Core("start")).Notice.ShouldBe(Changed);
        Adopt(Core("start"), Data("datanode", "start")).Notice.ShouldBeNull();

        RunConfig("""["start"]""");
        Adopt(Core("start"), Data("datanode", "start")).Notice.ShouldBe(Changed);
    }

    [Fact]
    public void Of_a_part_of_a_node_it_is_known_what_is_missing()
    {
        RunConfig("""["start"]""");
        using var whole = Adopt(Core("start"));
        whole.Missing.ShouldBeNull();

        using var part = Adopt(Liveness.Partial, [Core("start")]);
        part.Missing.ShouldBe("only part of the node survived the previous Visor: processes that the node left behind");
    }

    private NodeInstance Adopt(params ImmutableArray<JournalEntry.Intent> launch) => Adopt(Liveness.Full, launch);

    private NodeInstance Adopt(Liveness survival, ImmutableArray<JournalEntry.Intent> launch) =>
        new NodeAdopter(_home.Paths, VegaNode.Chain, new DefinitionCache(VegaNode.Chain.Layout), new FakeTimeProvider(), _log)
            .Adopt(Given.Old, JournalState.Replay(launch), new FoundProcesses(survival, [], [], []));

    private JournalEntry.Intent Core(params ImmutableArray<string> arguments) => Intent(VegaRoles.Core, arguments);

    private JournalEntry.Intent Data(params ImmutableArray<string> arguments) => Intent(VegaRoles.DataNode, arguments);

    private JournalEntry.Intent Intent(ProcessRole role, ImmutableArray<string> arguments) =>
        new(role, "v0.1.0", "genesis", _home["genesis/vega"], arguments, null, "/run/vega.sock", "/rpc");

    private void RunConfig(string arguments, string dataNode = "") =>
        _home.Write("genesis/run-config.toml", $"""
            [vega.binary]
            path = "vega"
            args = {arguments}
            [vega.rpc]
            socketPath = "/run/vega.sock"
            httpPath = "/rpc"
            {dataNode}
            """);
}
