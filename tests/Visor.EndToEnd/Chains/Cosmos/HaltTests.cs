using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>A node that was told to halt for a plan of the operator's, and ends there before its RPC has told how far it is: one that catches up, or is started again at the block.</summary>
public sealed class HaltTests
{
    private const long Block = 30;

    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task What_it_wrote_last_shows_that_it_has_halted(string dialect)
    {
        await using var home = await Planned(dialect);
        home.Network.GoOn(Block + 30);

        RunInto(home, home.In("node.log"));
        await home.Ledger.WaitFor("first-block", "v1.1.0");
        await home.Rpc.Reaches((int)Block + 5);
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Current.ShouldBe("upgrades/v1.1");
    }

    [Fact]
    public async Task One_that_commits_a_block_more_at_each_start_is_not_started_again_if_nothing_tells_where_it_stands()
    {
        await using var home = await Planned("047");
        home.Network.Set("rpc", "hang").GoOn(Block + 30);

        var visor = Run(home);
        (await visor.WaitForExit()).ShouldBe(78, home.Everything());
        visor.Output.ShouldContain($"was told to halt at block {Block - 1} and has ended by itself");
        visor.Output.ShouldContain($"visor switch v1.1 --height {Block} --home {home.Folder}");
        var next = Run(home);
        (await next.WaitForExit()).ShouldBe(78, home.Everything());
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v1.0.0"], home.Everything());

        (await Do(home, "switch", "v1.1", "--height", "30")).ShouldBe(0, home.Everything());
        home.Network.Set("rpc", null);
        Run(home);
        await home.Ledger.WaitFor("first-block", "v1.1.0");
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task Without_the_plan_it_is_started_again()
    {
        await using var home = await Planned("047");
        home.Network.Set("rpc", "hang").GoOn(Block - 1).Pause(Block - 1);
        (await Run(home).WaitForExit()).ShouldBe(78, home.Everything());

        (await Do(home, "plan", "v1.1", "--remove")).ShouldBe(0, home.Everything());
        home.Network.LetGo().Set("rpc", null).Set("switches", Array.Empty<object>()).GoOn();
        Run(home);
        await home.Rpc.Reaches((int)Block + 5);
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v1.0.0", "v1.0.0"], home.Everything());
    }

    [Fact]
    public async Task One_that_somebody_has_ended_before_the_block_is_started_again()
    {
        await using var home = await Planned("047");
        home.Network.LetGo();

        RunInto(home, home.In("node.log"));
        await home.Rpc.Reaches(3);
        _ = Native.Kill(home.Ledger.Living.ShouldHaveSingleItem().Pid, Native.SigTerm);
        await home.Ledger.WaitFor("start", "v1.0.0", 3);
        home.Network.GoOn();
        await home.Ledger.WaitFor("first-block", "v1.1.0");
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    /// <summary>A node at block 3 whose Visor has accepted the plan, both ended at once as by a power failure.</summary>
    private static async Task<CosmosHome> Planned(string dialect)
    {
        var home = CosmosHome.Create(dialect);
        home.Prepare("v1.1", new CosmosRelease("v1.1.0") { Upgrade = "v1.1" });
        home.Network.Pause(3);
        home.Network.Set("switches", new[] { new { name = "v1.1", height = Block } });
        (await Do(home, "plan", "v1.1", "--height", "30")).ShouldBe(0, home.Everything());
        var first = Run(home);
        await first.WaitForLine("The network has accepted the upgrade to v1.1 at block 30");
        first.Signal(Native.SigKill);
        await first.WaitForExitAlone();
        _ = Native.Kill(home.Ledger.Living.ShouldHaveSingleItem().Pid, Native.SigKill);
        await Eventually.See(() => home.Ledger.Living.Count > 0 ? null : home, home.Everything);
        home.Network.Hold("info");
        return home;
    }

    private static string[] Words(CosmosHome home) => ["cosmovisor", "run", "start", "--home", home.Folder];

    private static TestProcess Run(CosmosHome home) => home.Keep(TestProcess.Start(Programs.Visor, Words(home), home.Environment));

    // A pipe cannot be read again, as a file of a service without journald can.
    private static TestProcess RunInto(CosmosHome home, string log) =>
        home.Keep(TestProcess.Start("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", log, Programs.Visor, .. Words(home)], home.Environment));

    private static Task<int> Do(CosmosHome home, params string[] words) => home.Keep(TestProcess.Start(Programs.Visor, words, home.Environment)).WaitForExit();
}
