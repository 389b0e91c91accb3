using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Configuration;

public sealed class UnusableButHarmlessTests
{
    [Fact]
    public async Task An_unknown_key_is_a_warning_with_the_nearest_known_one()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestart = 1\n");

        var visor = await node.RunUntilReady();

        (await visor.WaitForLine("maxNumberOfRestart:")).ShouldContain("did you mean maxNumberOfRestarts?");
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData("[autoInstall]\nenabled = true\n")]
    [InlineData("[autoInstall]\nenabled = true\n[autoInstall.asset]\nassset_name = \"vega-linux-amd64.zip\"\n")]
    [InlineData("[autoInstall]\nenabled = true\n[autoInstall.assets]\nvega = \"vega-linux-amd64.zip\"\ndata_node = \"data-node-linux-amd64.zip\"\n")]
    [InlineData("[autoInstall]\nenabled = true\n[autoInstall.assets.vega]\nasset_name = \"vega-linux-amd64.zip\"\nbinary_name = \"vega\"\n")]
    public async Task An_automatic_install_that_cannot_work_does_not_keep_the_node_down(string config)
    {
        await using var node = await TestNode.Create(config: config);

        var visor = await node.RunUntilReady();

        visor.Lines.ShouldContain(l => l.Contains("autoInstall", StringComparison.Ordinal), visor.Output);
        await node.StopCleanly(visor);
    }
}
