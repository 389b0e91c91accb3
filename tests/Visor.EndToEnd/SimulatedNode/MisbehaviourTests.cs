using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SimulatedNode;

public sealed class MisbehaviourTests
{
    [Fact]
    public async Task An_exit_at_a_height_happens_once_in_a_home()
    {
        await using var core = new SimulatedCore();

        var first = await core.Misbehave("exit=3@height:10");
        (await first.WaitForExit()).ShouldBe(3);
        core.Ledger.Lines[^1].Event.ShouldBe("exit");

        var second = await core.Misbehave("exit=3@height:10");
        var block = await core.Ledger.WaitFor(l => l.Pid == second.Pid && l.Is("block-after-start"), "a block of the second");
        block.Height.ShouldBe(11);
        (await second.Terminate()).ShouldBe(0);
    }

    [Theory]
    [InlineData("always-exit=0", 0)]
    [InlineData("exit=7@after:50", 7)]
    [InlineData("signal=SIGSEGV@after:50", 128 + 11)]
    public async Task A_core_ends_as_it_was_asked_to(string what, int expected)
    {
        await using var core = new SimulatedCore();

        (await (await core.Misbehave(what)).WaitForExit()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_core_that_ignores_SIGTERM_notices_it_all_the_same()
    {
        await using var core = new SimulatedCore();
        var process = await core.Misbehave("ignore-sigterm");
        await core.Ledger.WaitFor("resumed");

        process.Signal(Native.SigTerm);
        await core.Ledger.WaitFor("sigterm");
        await core.Ledger.WaitFor("block-after-start");

        process.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task A_stubborn_child_outlives_its_core()
    {
        await using var core = new SimulatedCore();
        var process = await core.Misbehave("stubborn-child=60000");
        var child = int.Parse((await core.Ledger.WaitFor("child")).Detail!, CultureInfo.InvariantCulture);
        await core.Ledger.WaitFor("resumed");

        // Its output stays open in the child, so that only the ledger tells of the end.
        process.Signal(Native.SigTerm);
        await core.Ledger.WaitFor("stopped");

        _ = Native.Kill(child, Native.SigTerm);
        process.Mark.Bearers.ShouldContain(child);
    }

    [Fact]
    public async Task A_file_in_the_home_is_another_way_to_ask()
    {
        await using var core = new SimulatedCore();
        Directory.CreateDirectory(core.Home);
        await File.WriteAllTextAsync(
            Path.Combine(core.Home, "misbehave"), "datanode:exit=4\nexit=5\n", TestContext.Current.CancellationToken);

        (await (await core.StartOld()).WaitForExit()).ShouldBe(5);
        (await (await core.StartDataNode()).WaitForExit()).ShouldBe(4);
    }

    [Fact]
    public async Task A_binary_lies_about_its_version()
    {
        using var folder = new TemporaryFolder();
        var network = new SimulatedNetwork(folder);

        var honest = await network.Install(folder.In("honest"), "v0.1.0");
        (await TestProcess.Run(honest, "version", "--output", "json")).Output.ShouldStartWith("""{"version":"v0.1.0","hash":""");

        var liar = await network.Install(folder.In("liar"), "v0.1.0", "version-lie=v9.9.9");
        (await TestProcess.Run(liar, "version", "--output", "json")).Output.ShouldStartWith("""{"version":"v9.9.9","hash":""");
    }

    [Fact]
    public async Task A_misbehaviour_nobody_knows_is_an_error_that_names_those_that_are_known()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await TestProcess.Run(
            Programs.SimulatedNode, "--release", "v0.1.0", "--network", folder.In("n"), "--misbehave", "slwo-start=1", "version");

        exitCode.ShouldBe(1);
        output.ShouldContain("slow-start");
    }
}
