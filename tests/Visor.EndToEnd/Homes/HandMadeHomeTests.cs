using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

/// <summary>Homes as operators of the original Vega Visor have them, from its documentation and by hand.</summary>
public sealed class HandMadeHomeTests
{
    private const string OldConfig = """
        maxNumberOfFirstConnectionRetries = 43200
        restartsDelaySeconds = 5
        stopSignalTimeoutSeconds = 15

        [upgradeFolders]
          "vX.X.X" = "vX.X.X"

        [autoInstall]
          enabled = false
        """;

    [Fact]
    public async Task A_home_with_tabs_flat_tables_and_an_absolute_link_runs_unchanged()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        node.Write("config.toml", OldConfig);
        node.Write("genesis/run-config.toml", OldRunConfig(node, node.NodeHome));
        File.CreateSymbolicLink(node.In("current"), node.In("genesis"));

        var visor = node.Run();
        await node.Ready("v0.2.0");

        node.Current.ShouldBe("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
        (await File.ReadAllTextAsync(node.In("config.toml"), TestContext.Current.CancellationToken)).ShouldBe(OldConfig);
    }

    [Fact]
    public async Task Relative_paths_in_the_arguments_are_those_of_the_folder_visor_was_started_in()
    {
        await using var node = await TestNode.Create();
        node.Write("genesis/run-config.toml", OldRunConfig(node, "./node"));

        var visor = node.Run(workingDirectory: Path.GetDirectoryName(node.NodeHome));
        await node.Ready(TestNode.Genesis);

        node.Ledger.All("start").ShouldHaveSingleItem().Args[^1].ShouldBe("./node");
        await node.StopCleanly(visor);
    }

    private static string OldRunConfig(TestNode node, string nodeHome) =>
        "name = \"genesis\"\n\n"
        + "[vega]\n"
        + "\t[vega.binary]\n"
        + $"\t\tpath = \"{node.In("genesis", "vega")}\"\n"
        + $"\t\targs = [\"start\",\n\t\t\t\"--home\", \"{nodeHome}\",\n\t\t]\n"
        + "[vega.rpc]\n"
        + $"\tsocketPath = \"{node.Socket}\"\n"
        + "\thttpPath = \"/rpc\"\n";
}
