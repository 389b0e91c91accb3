using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Configuration;

public sealed class HotReloadTests
{
    [Fact]
    public async Task A_changed_grace_period_counts_at_the_next_stop()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 600\n");
        node.Misbehave("ignore-sigterm");
        var visor = await node.RunUntilReady();

        node.Configure("stopSignalTimeoutSeconds = 1\n");
        await visor.WaitForLine("Configuration reloaded");

        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_broken_file_changes_nothing_and_is_shown_until_it_is_mended()
    {
        await using var node = await TestNode.Create(config: "stopSignalTimeoutSeconds = 1\n");
        node.Misbehave("ignore-sigterm");
        var visor = await node.RunUntilReady();

        node.Write("config.toml", "stopSignalTimeoutSeconds = 600\nmaxNumberOfRestarts = \"many\"\n");
        var status = await node.WaitForStatus(s => !s.Configuration.Valid, "a broken configuration");
        status.Configuration.Errors.ShouldHaveSingleItem().ShouldContain("config.toml:2:1: maxNumberOfRestarts:");
        await visor.WaitForLine("config.toml:2:1: maxNumberOfRestarts:");
        node.ShouldHaveStarted(TestNode.Genesis);

        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task SIGHUP_reloads()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0", "prepared");
        var visor = node.Run();
        await visor.WaitForLine("NOT READY");

        node.Configure("[upgradeFolders]\n\"v0.2.0\" = \"prepared\"\n");
        visor.Signal(Native.SigHup);

        await node.Ready("v0.2.0");
        node.Current.ShouldBe("prepared");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }
}
