using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Upgrades;

public sealed class UnusableReleaseTests
{
    [Theory]
    [InlineData("version-lie=v9.9.9", "says it is v9.9.9, but v0.2.0 is needed")]
    [InlineData("version-exit=3", "failed (exit 3)")]
    [InlineData("version-garbage", "is it the node's binary?")]
    public Task A_binary_that_is_not_the_release_is_refused_until_it_is_mended(string misbehaviour, string problem) =>
        Refused(problem, node => node.Prepare("v0.2.0", misbehaviours: misbehaviour));

    [Fact]
    public Task A_missing_run_config_is_refused_until_it_is_there() =>
        Refused("run-config.toml: there is no such file", async node =>
        {
            await node.Prepare("v0.2.0");
            File.Delete(node.In("v0.2.0", "run-config.toml"));
        });

    [Fact]
    public Task A_broken_run_config_is_refused_at_its_place_until_it_is_mended() =>
        Refused("run-config.toml:2:", async node =>
        {
            await node.Prepare("v0.2.0");
            node.Write("v0.2.0/run-config.toml", "name = \"v0.2.0\"\n[vega.binary\n");
        });

    [Fact]
    public Task A_missing_binary_is_refused_by_its_path_until_it_is_there() =>
        Refused("v0.2.0/vega does not exist", async node =>
        {
            await node.Prepare("v0.2.0");
            File.Delete(node.In("v0.2.0", "vega"));
        });

    [Fact]
    public Task A_file_that_is_no_program_is_refused_until_it_is_replaced() =>
        Refused("v0.2.0/vega", async node =>
        {
            await node.Prepare("v0.2.0");
            node.Write("v0.2.0/vega", "\u007fELF and then nothing of the kind");
        });

    private static async Task Refused(string problem, Func<TestNode, Task> spoil)
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await spoil(node);
        var visor = node.Run();

        (await visor.WaitForLine("NOT READY")).ShouldContain(problem);
        await node.WaitForStatus(s => s.HasUpgrade("v0.2.0", "due") && s.Upgrade!.Reason?.Contains(problem, StringComparison.Ordinal) is true, problem);
        node.ShouldHaveStarted(TestNode.Genesis);
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd);

        await node.Prepare("v0.2.0");
        await node.Ready("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }
}
