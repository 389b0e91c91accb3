using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Metrics;

public sealed class NodeMetricsTests
{
    private const string CoreUp = """visor_node_up{process="core"}""";
    private const string DataNodeUp = """visor_node_up{process="data_node"}""";

    [Theory]
    [InlineData("core", """visor_restarts_total{process="core",reason="ended"}""")]
    [InlineData("datanode", """visor_restarts_total{process="data_node",reason="ended"}""")]
    public async Task A_restart_is_counted_for_the_process_that_was_at_fault_alone(string dying, string series)
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();
        var before = await MetricsPage.WaitFor(node, ("visor_node_ready", 1), (CoreUp, 1), (DataNodeUp, 1));
        Restarts(before).Values.ShouldBe([0, 0, 0, 0]);

        node.Signal(Native.SigKill, dying);
        await node.ReadyAfterStarts(2);

        var after = await MetricsPage.WaitFor(node, (series, 1), ("visor_node_ready", 1));
        Restarts(after).Where(r => r.Value > 0).Select(r => r.Key).ShouldBe([series]);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Memory_and_processor_time_of_both_processes_are_there()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var visor = await node.RunUntilReady();

        var page = await MetricsPage.WaitFor(node, (CoreUp, 1), (DataNodeUp, 1));

        foreach (var process in new[] { "core", "data_node" })
        {
            page[$$"""visor_process_resident_memory_bytes{process="{{process}}"}"""].ShouldNotBeNull().ShouldBeGreaterThan(1_000_000);
            page[$$"""visor_process_cpu_seconds_total{process="{{process}}"}"""].ShouldNotBeNull().ShouldBeInRange(0, 1000);
        }

        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_broken_configuration_is_seen_until_it_is_mended()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        await MetricsPage.WaitFor(node, ("visor_config_reload_success", 1));

        node.Configure("maxNumberOfRestarts = -1\n");
        await MetricsPage.WaitFor(node, ("visor_config_reload_success", 0), ("visor_node_ready", 1));

        node.Configure("maxNumberOfRestarts = 1\n");
        await MetricsPage.WaitFor(node, ("visor_config_reload_success", 1));
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task After_an_orderly_end_nothing_is_up()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        await MetricsPage.WaitFor(node, (CoreUp, 1), ("visor_rpc_up", 1));

        await node.StopCleanly(visor);

        var page = MetricsPage.Of(node).ShouldNotBeNull();
        page[CoreUp].ShouldBe(0);
        page["visor_node_ready"].ShouldBe(0);
        page["visor_rpc_up"].ShouldBe(0);
        page["""visor_node_state{state="stopped"}"""].ShouldBe(1);
        page["""visor_node_start_time_seconds{process="core"}"""].ShouldBeNull();
        page[DataNodeUp].ShouldBeNull();
    }

    [Fact]
    public async Task A_visor_that_gives_up_leaves_it_written()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 0\n");
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigKill);
        (await visor.WaitForExit()).ShouldBe(1);

        var page = MetricsPage.Of(node).ShouldNotBeNull();
        page["""visor_node_state{state="failed"}"""].ShouldBe(1);
        page[CoreUp].ShouldBe(0);
    }

    private static Dictionary<string, double> Restarts(MetricsPage page) =>
        new[] { ("core", "ended"), ("data_node", "ended"), ("core", "rpc_silent"), ("node", "start_failed") }
            .Select(r => $$"""visor_restarts_total{process="{{r.Item1}}",reason="{{r.Item2}}"}""")
            .ToDictionary(series => series, series => page[series].ShouldNotBeNull(), StringComparer.Ordinal);
}
