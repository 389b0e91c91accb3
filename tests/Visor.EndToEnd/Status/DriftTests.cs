using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Notifications;
using Xunit;

namespace Visor.EndToEnd.Status;

/// <summary>While the node runs, what would keep it from being started again is said at once, and no more once it is mended.</summary>
public sealed class DriftTests
{
    private const string Next = "v0.2.0";

    [Fact]
    public async Task A_binary_that_is_copied_over_the_one_that_runs_is_said_at_once_everywhere_and_unsaid_when_it_is_put_back()
    {
        await using var receiver = new Receiver();
        await using var node = await TestNode.Create(config: $"""
            [[notifications]]
            url = "{receiver.Url}"
            events = ["drifted", "mended"]

            """);
        var visor = await node.RunUntilReady();
        File.Copy(node.In("genesis", "vega"), node.In("kept"));

        await Replace(node, Next);

        var drift = await Drift(node);
        drift.ShouldContain($"the core's binary of {node.In("genesis")} says it is v0.2.0, but v0.1.0 is running; put the binary of v0.1.0 back");
        await receiver.WaitFor("drifted", node);
        await Metric(node, 1);
        var (code, output) = await node.Do("status");
        code.ShouldBe(1, output);
        output.ShouldContain("could not be restarted now: the core's binary of");

        File.Move(node.In("kept"), node.In("genesis", "vega"), overwrite: true);

        await NoDrift(node);
        await Metric(node, 0);
        (await node.Do("status")).ExitCode.ShouldBe(0);
        await receiver.WaitFor("mended", node);
        receiver.Events.ShouldBe(["drifted", "mended"]);
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task What_is_relinked_removed_or_broken_is_said_by_its_name_and_a_sound_change_of_the_run_config_is_a_notice()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();
        var runConfig = await File.ReadAllTextAsync(node.In("genesis", "run-config.toml"), TestContext.Current.CancellationToken);

        Link(node, Next);
        (await Drift(node)).ShouldContain($"names v0.2.0, and v0.1.0 runs from genesis; restore the link (ln -sfn genesis {node.In("current")}), or, to run what is there now: visor switch v0.2.0 --home {node.Home}");
        Link(node, "genesis");
        await NoDrift(node);

        File.Delete(node.In("current"));
        (await Drift(node)).ShouldContain("current is missing");
        Link(node, "genesis");
        await NoDrift(node);

        Directory.Move(node.In("genesis"), node.In("moved"));
        (await Drift(node)).ShouldContain("is gone; put it back");
        Directory.Move(node.In("moved"), node.In("genesis"));
        await NoDrift(node);

        node.Write("genesis/run-config.toml", "name = ");
        (await Drift(node)).ShouldContain("run-config.toml:1:");
        node.Write("genesis/run-config.toml", node.RunConfig(["--log-level=debug"]));
        await NoDrift(node);
        (await node.WaitForStatus(s => s.Notice is not null, "the notice")).Notice.ShouldBe("run config changed; takes effect at the next restart");
        node.Write("genesis/run-config.toml", runConfig);
        await node.WaitForStatus(s => s.Notice is null, "no notice");

        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_binary_of_the_data_node_is_looked_at_too_wherever_it_lies()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var elsewhere = node.In("..", "shared");
        await node.Network.Install(elsewhere, TestNode.Genesis);
        var runConfig = node.RunConfig([]);
        var last = runConfig.LastIndexOf("path = \"vega\"", StringComparison.Ordinal);
        node.Write("genesis/run-config.toml", $"{runConfig[..last]}path = \"{Path.GetFullPath(elsewhere)}/vega\"{runConfig[(last + "path = \"vega\"".Length)..]}");
        var visor = await node.RunUntilReady();

        await node.Network.Install(elsewhere + ".new", Next);
        File.Move(elsewhere + ".new/vega", elsewhere + "/vega", overwrite: true);

        (await Drift(node)).ShouldContain("the data node's binary of");
        File.Delete(elsewhere + "/vega");
        await node.WaitForStatus(s => s.Drift?.Contains("does not exist", StringComparison.Ordinal) == true, "a missing binary");
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData("the link", "v0.1.1")]
    [InlineData("the binary", "genesis")]
    public async Task What_lies_there_runs_by_the_very_command_that_is_named(string changed, string word)
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.1.1");
        var visor = await node.RunUntilReady();
        if (changed is "the link")
            Link(node, "v0.1.1");
        else
            await Replace(node, "v0.1.1");
        (await Drift(node)).ShouldEndWith($", or, to run what is there now: visor switch {word} --home {node.Home}");

        var (exitCode, output) = await node.Do("switch", word);

        exitCode.ShouldBe(0, output);
        await NoDrift(node);
        node.Current.ShouldBe(changed is "the link" ? "v0.1.1" : "genesis");
        node.ShouldHaveStarted("v0.1.0", "v0.1.1");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_release_of_an_upgrade_that_is_not_due_is_never_named_as_one_that_could_run()
    {
        await using var node = await TestNode.Create();
        await node.Prepare(Next);
        node.Network.Upgrade(Next, acceptedAtHeight: 5, height: 100_000);
        var visor = await node.RunUntilReady();
        await node.WaitForStatus(s => s.Upgrade is { Tag: Next, State: "staged" }, "the upgrade is staged");

        Link(node, Next);

        (await Drift(node)).ShouldEndWith($"restore the link (ln -sfn genesis {node.In("current")})");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task An_upgrade_is_no_drift()
    {
        await using var node = await TestNode.Create();
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(20, Next);

        await node.Ready(Next);

        // A change that is noticed and mended shows that it has looked at the new release since.
        Link(node, "genesis");
        (await Drift(node)).ShouldContain($"and {Next} runs from {Next}");
        Link(node, Next);
        await NoDrift(node);
        visor.Output.ShouldNotContain("the core's binary of");
        await node.StopCleanly(visor);
        node.Status!.Drift.ShouldBeNull();
    }

    private static async Task Replace(TestNode node, string release)
    {
        var built = await node.Network.Install(node.In("..", "built"), release);
        File.Copy(built, node.In("genesis", "vega.new"));
        File.Move(node.In("genesis", "vega.new"), node.In("genesis", "vega"), overwrite: true);
    }

    private static void Link(TestNode node, string folder)
    {
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), folder);
    }

    private static async Task<string> Drift(TestNode node) => (await node.WaitForStatus(s => s.Drift is not null, "drift")).Drift!;

    private static Task<StatusReport> NoDrift(TestNode node) => node.WaitForStatus(s => s.Drift is null, "no drift");

    private static Task<TestNode> Metric(TestNode node, int value) => Eventually.See(
        () => File.ReadAllText(node.In(".visor", "metrics.prom")).Contains($"\nvisor_drift {value}\n", StringComparison.Ordinal) ? node : null, node.Everything);
}
