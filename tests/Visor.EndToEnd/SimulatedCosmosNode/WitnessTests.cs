using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>That the witness and the judge of the tests see who lives on without a word: silence is no proof of an end.</summary>
public sealed class WitnessTests
{
    [Fact]
    public async Task A_node_that_has_fallen_silent_and_lost_its_lock_is_seen_by_the_next_one()
    {
        await using var home = CosmosHome.Create();
        var silent = home.Start();
        await home.Ledger.WaitFor("first-block");
        silent.Signal(Native.SigStop);
        File.Delete(home.In("data", "application.db", "LOCK"));

        home.Start();

        (await home.Ledger.WaitFor("DOUBLE")).Detail.ShouldBe(
            $"v1.0.0 on {home.Folder} with pid {silent.Pid.ToString(CultureInfo.InvariantCulture)} still lives");
    }

    [Fact]
    public async Task Whoever_lives_after_another_has_taken_its_place_is_a_disaster()
    {
        await using var home = CosmosHome.Create();
        var silent = home.Start();
        await home.Ledger.WaitFor("first-block");
        silent.Signal(Native.SigStop);
        home.Ledger.Disasters.ShouldBeEmpty();

        // Another has taken its place, and is gone by now.
        await File.AppendAllTextAsync(
            Path.Combine(Path.GetDirectoryName(home.Network.File)!, "ledger.jsonl"),
            $$"""{"at":"2026-01-31T12:00:05Z","monotonicNs":9000000000000000000,"event":"start","home":"{{home.Folder}}","key":null,"pid":1,"startTime":1,"release":"v1.0.0","upgrade":"","app":0,"store":0,"args":[],"detail":null}""" + "\n",
            TestContext.Current.CancellationToken);

        home.Ledger.Disasters.ShouldHaveSingleItem().Pid.ShouldBe(silent.Pid);
        await silent.Kill();
        home.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_program_that_holds_the_lock_stops_the_node()
    {
        await using var home = CosmosHome.Create();
        Directory.CreateDirectory(home.In("data", "application.db"));
        await using var stranger = TestProcess.Start("flock", home.In("data", "application.db", "LOCK"), "sh", "-c", "echo held; exec sleep 60");
        await stranger.WaitForLine("held");

        var node = home.Start();

        (await node.WaitForExit()).ShouldBe(1, node.Output);
        (await home.Ledger.WaitFor("DOUBLE")).Detail!.ShouldStartWith("another process holds");
    }
}
