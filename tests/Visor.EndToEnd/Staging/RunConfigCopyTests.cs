using Shouldly;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class RunConfigCopyTests
{
    [Fact]
    public async Task The_run_config_is_copied_as_its_operator_has_written_it_but_for_what_the_new_release_needs()
    {
        await using var fetching = await FetchingNode.Create(withDataNode: true);
        var node = fetching.Node;
        await fetching.Publish();
        var visor = await node.RunUntilReady();
        // It counts for the next release, not for the one that runs.
        node.Write("genesis/run-config.toml", RunConfig(fetching, "first", "old-vega", "\"start\"", snapshot: """
                "--snapshot.load-from-block-height=17",  # recovered in March

            """));

        node.Network.UpgradeIn(60, FetchingNode.Next);
        await node.Ready(FetchingNode.Next);

        var copy = await File.ReadAllTextAsync(node.In(FetchingNode.Next, "run-config.toml"), TestContext.Current.CancellationToken);
        copy.ShouldBe(RunConfig(fetching, FetchingNode.Next, "vega", "\"datanode\", \"start\"", snapshot: "    # recovered in March\n"));
        foreach (var change in new[] { "- name = \"first\"", "+ name = \"v0.2.0\"", "- path = 'old-vega'", "+ path = \"vega\"", "+ binary.args = [\"datanode\", \"start\"", "recovered in March" })
            (await visor.WaitForLine(change)).ShouldContain("The run config of v0.2.0, copied from");
        node.Ledger.All("start", FetchingNode.Next).ShouldAllBe(l => l.Flag != "17");
        node.Ledger.All("start", FetchingNode.Next, role: "datanode").Count.ShouldBe(1);
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_run_config_that_cannot_be_copied_is_told_with_its_place_until_it_is_mended()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        await fetching.Publish();
        var visor = await node.RunUntilReady();
        node.Write("genesis/run-config.toml", "[vega.binary\n");
        node.Network.UpgradeIn(80, FetchingNode.Next);

        await fetching.WaitForReason("genesis/run-config.toml", "cannot be copied for the new release; correct it", ":1:");
        await node.WaitForStatus(s => s.HasUpgrade(FetchingNode.Next, "due"), "due");
        fetching.ShouldBeUntouched(visor);

        node.Write("genesis/run-config.toml", node.RunConfig([]));
        fetching.Wake();
        await fetching.Upgraded(visor);
    }

    private static string RunConfig(FetchingNode fetching, string name, string binary, string dataNodeCommand, string snapshot)
    {
        var quote = string.Equals(binary, "vega", StringComparison.Ordinal) ? '"' : '\'';
        return $"""
            # Written by hand; ask Ada before changing it.
            name = "{name}"

            [vega.rpc] # the admin socket
            httpPath   = "/rpc"
            socketPath = '{fetching.Node.Socket}'

            [vega.binary]
            path = {quote}{binary}{quote}   # relative
            args = [
                "start",
            {snapshot}    "--home", "{fetching.Node.NodeHome}",
            ]

            [data_node]
            binary.path = {quote}{binary}{quote}
            binary.args = [{dataNodeCommand}, "--home", "{fetching.Node.NodeHome}"] # its own home is the core's

            """;
    }
}
