using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Configuration;

public sealed class BrokenConfigurationTests
{
    [Theory]
    [InlineData("", "config.toml: the file is empty", "visor init")]
    [InlineData("maxNumberOfRestarts = -1\n", "config.toml:1:1: maxNumberOfRestarts:")]
    [InlineData("\nstopDelaySeconds = \"3\"\n", "config.toml:2:1: stopDelaySeconds:")]
    [InlineData("stopDelaySeconds = 1\nstopDelaySeconds = 2\n", "config.toml:2:1")]
    [InlineData("[upgradeFolders\n", "config.toml:1:")]
    [InlineData("[upgradeFolders]\n\"v0.2.0\" = \"../out\"\n", "config.toml:2:", "upgradeFolders.v0.2.0", "../out")]
    [InlineData("[upgradeFolders]\n\"v0.2.0\" = \"current\"\n", "config.toml:2:", "'current' is a name Visor uses itself")]
    [InlineData("rpcTimeoutSeconds = 0\nmaxNumberOfRestarts = true\n", "config.toml:1:1: rpcTimeoutSeconds:", "config.toml:2:1: maxNumberOfRestarts:")]
    public async Task A_broken_configuration_is_named_at_its_place_and_nothing_is_started(string text, params string[] told)
    {
        await using var node = await TestNode.Create();
        node.Write("config.toml", text);

        await Refused(node, told);
    }

    [Theory]
    [InlineData("[[notifications]]\nurl = https://hooks.example.com/SECRET\n", "config.toml:2:")]
    [InlineData("[[notifications]]\nurl = \"https://hooks.example.com/\"\nformat = \"https://hooks.example.com/SECRET\"\n", "config.toml:3:1: notifications[0].format:")]
    public async Task A_secret_in_a_broken_configuration_is_shown_nowhere(string text, string told)
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        node.Write("config.toml", text);
        await visor.WaitForLine("Visor keeps using the last valid one");

        var said = string.Join('\n', (await node.Do("check")).Output, (await node.Do("status")).Output, visor.Output, await File.ReadAllTextAsync(node.In(".visor", "status.json"), TestContext.Current.CancellationToken));
        await node.StopCleanly(visor);
        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(78, refused.Output);

        said.ShouldContain(told);
        refused.Output.ShouldContain(told);
        (said + refused.Output).ShouldNotContain("SECRET", Case.Sensitive);
    }

    [Theory]
    [InlineData("name = \"v0.1.0\"\n", "run-config.toml: vega.binary.path: is missing", "vega.rpc.socketPath: is missing")]
    [InlineData("[vega.binary]\npath = \"vega\"\nargs = \"start\"\n[vega.rpc]\nsocketPath = \"x.sock\"\n", "run-config.toml:3:1: vega.binary.args:")]
    [InlineData("[vega.binary]\npath = \"nothing\"\n[vega.rpc]\nsocketPath = \"x.sock\"\n", "genesis/nothing does not exist", "run-config.toml:2:1")]
    [InlineData("[vega.binary]\npath = \"vega\"\n[vega.rpc]\nsocketPath = \"x.sock\"\nhttpPath = \"rpc\"\n", "run-config.toml:5:1: vega.rpc.httpPath:")]
    public async Task A_broken_run_config_is_named_at_its_place_and_nothing_is_started(string text, params string[] told)
    {
        await using var node = await TestNode.Create();
        node.Write("genesis/run-config.toml", text);

        await Refused(node, told);
    }

    [Fact]
    public async Task A_missing_run_config_is_named()
    {
        await using var node = await TestNode.Create();
        File.Delete(node.In("genesis", "run-config.toml"));

        await Refused(node, node.In("genesis", "run-config.toml"), "there is no such file");
    }

    [Fact]
    public async Task A_missing_config_toml_names_the_command_that_makes_one()
    {
        await using var node = await TestNode.Create();
        File.Delete(node.In("config.toml"));

        await Refused(node, node.In("config.toml"), "visor init");
    }

    [Fact]
    public async Task A_missing_home_names_the_command_that_makes_one()
    {
        await using var node = await TestNode.Create();
        Directory.Delete(node.Home, recursive: true);

        await Refused(node, node.Home, "visor init");

        Directory.Exists(node.Home).ShouldBeFalse();
    }

    [Fact]
    public async Task A_home_without_its_first_release_is_refused()
    {
        await using var node = await TestNode.Create();
        Directory.Delete(node.In("genesis"), recursive: true);

        await Refused(node, node.In("genesis"));
    }

    [Fact]
    public async Task A_binary_that_cannot_tell_its_version_is_named()
    {
        await using var node = await TestNode.Create(misbehaviours: "version-exit=3");

        await Refused(node, node.In("genesis", "vega"), "exit 3");
    }

    private static async Task Refused(TestNode node, params string[] told)
    {
        var visor = node.Run();
        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        foreach (var part in told)
            visor.Output.ShouldContain(part);
        visor.Output.ShouldNotContain("   at ");
        visor.Output.ShouldNotContain("Exception");
        visor.StandardOutput.ShouldBeEmpty();
        node.Ledger.Lines.ShouldBeEmpty();
    }
}
