using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class OwnProgramTests
{
    [Theory]
    [InlineData("deleted")]
    [InlineData("moved")]
    [InlineData("replaced")]
    public async Task A_Visor_whose_own_file_is_gone_goes_on_through_restarts_and_upgrades(string how)
    {
        using var folder = new TemporaryFolder();
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 100\n");
        await node.Prepare("v0.2.0");
        var program = CopyInto(folder.Path);
        await using var visor = VisorProcess.RunCopy(program, node.Home);
        await node.Ready(TestNode.Genesis);

        switch (how)
        {
            case "deleted":
                File.Delete(program);
                break;
            case "moved":
                File.Move(program, program + ".old");
                break;
            default:
                File.Move(program, program + ".old");
                await File.WriteAllTextAsync(program, "#!/bin/sh\n", TestContext.Current.CancellationToken);
                break;
        }

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        node.Network.UpgradeIn(blocks: 60, "v0.2.0");
        await node.Ready("v0.2.0");
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(4, "v0.2.0");

        visor.HasExited.ShouldBeFalse(visor.Output);
        visor.Output.ShouldNotContain("please report it");
        await node.StopCleanly(visor);
    }

    // With what lies beside it where it is not compiled to one file.
    private static string CopyInto(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Programs.Visor)!))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return Path.Combine(folder, Path.GetFileName(Programs.Visor));
    }
}
