using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

/// <summary>A pipe nobody writes to, where a file belongs: reading it must not wait.</summary>
public sealed class PipeTests
{
    [Theory]
    [InlineData("genesis/run-config.toml")]
    [InlineData("config.toml")]
    [InlineData(".visor/journal.jsonl")]
    public async Task A_home_with_a_pipe_in_place_of_a_file_is_refused(string file)
    {
        await using var node = await TestNode.Create();
        Replace(node, file);

        var visor = node.Run();

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        visor.Output.ShouldContain(file);
        visor.Output.ShouldNotContain("   at ");
        node.Ledger.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pipe_in_place_of_the_configuration_changes_nothing_and_is_told()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        Replace(node, "config.toml");
        await node.WaitForStatus(s => !s.Configuration.Valid, "a broken configuration");
        node.Configure("");
        await node.WaitForStatus(s => s.Configuration.Valid, "a valid configuration again");

        Replace(node, "config.toml");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_release_with_a_pipe_in_place_of_its_run_config_is_not_ready()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", 5, 30);
        await node.Prepare("v0.2.0");
        Replace(node, "v0.2.0/run-config.toml");
        var visor = node.Run();

        (await visor.WaitForLine("NOT READY")).ShouldContain("v0.2.0/run-config.toml");
        await node.WaitForUpgrade("v0.2.0", "due");
        node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm");

        await node.StopCleanly(visor);
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_pipe_in_place_of_the_hold_holds_until_it_is_removed()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilHeld("v0.2.0", held => Replace(held, "hold"));

        File.Delete(node.In("hold"));

        await node.Ready("v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_visor_that_is_held_by_a_pipe_can_be_stopped()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilHeld("v0.2.0", held => Replace(held, "hold"));

        await node.StopCleanly(visor);

        node.ShouldHaveStarted(TestNode.Genesis);
    }

    private static void Replace(TestNode node, string file)
    {
        var path = node.In(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        Native.MakePipe(path, Convert.ToUInt32("600", 8)).ShouldBe(0);
    }
}
