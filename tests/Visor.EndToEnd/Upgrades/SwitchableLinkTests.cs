using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

/// <summary>Whether <c>current</c> can be switched is found out while the old release still runs.</summary>
public sealed class SwitchableLinkTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_in_place_of_the_link_keeps_the_old_node_up_until_it_is_mended(bool afterStaging)
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        if (!afterStaging)
            Spoil(node);
        node.Network.UpgradeIn(150, "v0.2.0");
        if (afterStaging)
        {
            await node.WaitForUpgrade("v0.2.0", "staged");
            Spoil(node);
        }

        (await visor.WaitForLine("NOT READY")).ShouldContain("is not a symlink");
        await node.WaitForStatus(
            s => s.HasUpgrade("v0.2.0", "due") && s.Upgrade!.Reason?.Contains("is not a symlink", StringComparison.Ordinal) is true, "due, and why");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        Directory.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), "genesis");
        await node.Ready("v0.2.0");
        node.Current.ShouldBe("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_home_that_visor_may_not_write_keeps_the_old_node_up_until_it_may()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may write any folder");
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        File.SetUnixFileMode(node.Home, owner);
        node.Network.UpgradeIn(60, "v0.2.0");

        (await visor.WaitForLine("NOT READY")).ShouldContain("cannot be created");
        await node.WaitForUpgrade("v0.2.0", "due");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        File.SetUnixFileMode(node.Home, owner | UnixFileMode.UserWrite);
        await node.Ready("v0.2.0");
        await node.StopCleanly(visor);
    }

    private static void Spoil(TestNode node)
    {
        File.Delete(node.In("current"));
        Directory.CreateDirectory(node.In("current"));
    }
}
