using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class DescriptorTests
{
    [Fact]
    public async Task Forty_descriptors_are_enough_to_start_restart_and_upgrade()
    {
        Requirement.NativeVisor();
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare("v0.2.0");
        var visor = node.RunLimited(descriptors: 40);
        await visor.WaitForLine("is ready");
        await node.Ready(TestNode.Genesis);
        await node.DataNodeFollows();
        (await File.ReadAllTextAsync($"/proc/{visor.Pid}/limits", TestContext.Current.CancellationToken)).ShouldMatch("Max open files +40 ");

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        node.Network.UpgradeIn(blocks: 60, "v0.2.0");
        await node.Ready("v0.2.0");

        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, "v0.2.0");
        visor.Output.ShouldNotContain("   at ");
        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(16)]
    [InlineData(12)]
    [InlineData(8)]
    public async Task Too_few_descriptors_are_refused_in_one_sentence(int descriptors)
    {
        Requirement.NativeVisor();
        await using var node = await TestNode.Create();

        var visor = node.RunLimited(descriptors);

        (await visor.WaitForExit()).ShouldBe(78);
        visor.Lines.Count.ShouldBe(1, visor.Output);
        visor.Output.ShouldContain("LimitNOFILE");
        node.Ledger.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Restarts_and_upgrades_leave_no_descriptor_open()
    {
        await using var node = await TestNode.Create(withDataNode: true, config: "maxNumberOfRestarts = 100\n");
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        var before = OpenIn(visor);

        for (var starts = 3; starts < 8; starts++)
        {
            node.Signal(Native.SigKill);
            await node.ReadyAfterStarts(starts);
        }

        node.Network.UpgradeIn(blocks: 60, "v0.2.0");
        await node.Ready("v0.2.0");

        // A question to the core can be under way at either look.
        await Eventually.See(
            () => OpenIn(visor).Count <= before.Count ? node : null,
            () => $"no more than {string.Join(", ", before)}, but {string.Join(", ", OpenIn(visor))}");
        await node.StopCleanly(visor);
    }

    // Not what a runtime loads when it is first needed.
    private static IReadOnlyList<string> OpenIn(TestProcess visor) =>
        [.. Directory.EnumerateFileSystemEntries($"/proc/{visor.Pid.ToString(CultureInfo.InvariantCulture)}/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
            .Where(target => !target.EndsWith(".dll", StringComparison.Ordinal))];
}
