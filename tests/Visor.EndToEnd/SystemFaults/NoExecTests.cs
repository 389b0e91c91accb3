using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class NoExecTests
{
    [Fact]
    public async Task A_release_on_a_file_system_that_is_mounted_noexec_is_not_ready_and_the_mount_is_named()
    {
        await using var disk = await SmallDisk.Mount("noexec");
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var elsewhere = Path.Combine(disk.Path, "v0.2.0");
        Directory.CreateDirectory(elsewhere);
        foreach (var file in Directory.EnumerateFiles(node.In("v0.2.0")))
            File.Copy(file, Path.Combine(elsewhere, Path.GetFileName(file)));
        Directory.Delete(node.In("v0.2.0"), recursive: true);
        Directory.CreateSymbolicLink(node.In("v0.2.0"), elsewhere);
        var visor = await node.RunUntilReady();

        node.Network.UpgradeIn(1_000_000, "v0.2.0");

        (await node.WaitForUpgrade("v0.2.0", "notReady")).ShouldContain($"the file system at {disk.Path} is mounted noexec");
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }
}
