using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class ReleaseFolderResolverTests
{
    [Fact]
    public async Task A_release_runs_from_the_folder_the_configuration_gives_it()
    {
        await using var node = await TestNode.Create(config: "[upgradeFolders]\n\"v0.2.0\" = \"prepared\"\n\"vX.X.X\" = \"vX.X.X\"\n");
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0", "prepared");

        var visor = node.Run();
        await node.Ready("v0.2.0");

        node.Current.ShouldBe("prepared");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_binary_without_its_execute_bits_gets_them()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        string[] binaries = [node.In("genesis", "vega"), node.In("v0.2.0", "vega")];
        foreach (var binary in binaries)
            File.SetUnixFileMode(binary, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var visor = node.Run();
        await node.Ready("v0.2.0");

        binaries.ShouldAllBe(binary => File.GetUnixFileMode(binary).HasFlag(UnixFileMode.UserExecute));
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task The_folder_that_runs_is_never_the_folder_of_the_next_release()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30).Upgrade("v0.3.0", 35, 60);
        await node.Prepare("v0.2.0", "v0.3.0");
        Directory.CreateSymbolicLink(node.In("v0.2.0"), "v0.3.0");

        var visor = node.Run();
        await node.WaitForUpgrade("v0.3.0", "due");
        await visor.WaitForLine("NOT READY");

        node.ShouldHaveStarted("v0.1.0", "v0.2.0");
        await node.StopCleanly(visor);
    }
}
