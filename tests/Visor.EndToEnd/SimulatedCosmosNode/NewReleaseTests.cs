using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>The first block of a release, and what becomes of a release that is not the right one.</summary>
public sealed class NewReleaseTests
{
    private static readonly CosmosRelease WithStores = CosmosRelease.For("v2") with { NewStores = ["v2"] };

    [Fact]
    public async Task Nobody_listens_while_a_release_migrates()
    {
        await using var home = await Halted("050", WithStores);
        home.Network.Hold("migration");

        home.Start("v2");

        await home.Ledger.WaitFor("migrating");
        (await home.Rpc.Store()).ShouldBeNull();
        home.Network.LetGo();
        await home.Rpc.Reaches(12);
        home.Ledger.All("applied").ShouldHaveSingleItem().Detail.ShouldBe("v2@12");
    }

    [Fact]
    public async Task A_release_before_its_height_halts_alive_and_the_right_one_goes_on_after_it()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2");
        home.Network.Plan("v2", 30).Pause(6);
        var old = home.Start();
        await home.Rpc.Reaches(6);
        await old.Terminate();

        var early = home.Start("v2");
        home.Network.Pause(7);
        (await home.Ledger.WaitFor("halted")).Detail.ShouldBe("BINARY UPDATED BEFORE TRIGGER! UPGRADE \"v2\" - in binary but not executed on chain. Downgrade your binary");
        (await home.Rpc.Store(), await home.Rpc.App()).ShouldBe((7, 6));
        File.Exists(home.UpgradeInfo).ShouldBeFalse();
        await early.Terminate();
        var again = home.Start("v2");
        (await again.WaitForExit()).ShouldBe(1, again.Output);

        home.Start();
        home.Network.Pause(9);
        await home.Rpc.Reaches(9);
        home.Ledger.Refusals.Count.ShouldBe(2);
        home.Ledger.Disasters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("047", 1)]
    [InlineData("050", 2)]
    public async Task A_release_with_new_stores_does_not_load_before_its_height(string dialect, int exitCode)
    {
        await using var home = CosmosHome.Create(dialect);
        home.Prepare("v2", WithStores);
        home.Network.Plan("v2", 30).Pause(8);
        var old = home.Start();
        await home.Rpc.Reaches(8);
        await old.Kill();

        var early = home.Start("v2");

        (await early.WaitForExit()).ShouldBe(exitCode, early.Output);
        early.Output.ShouldContain("mismatch root store's version; expected 8 got 0; new stores should be added using StoreUpgrades");
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"name":"v2","height":11}""")]
    [InlineData("""{"name":"V2","height":12}""")]
    [InlineData("""{"name":"v3","height":12}""")]
    public async Task New_stores_need_the_file_with_the_right_name_and_height(string file)
    {
        await using var home = await Halted("050", WithStores);
        File.Delete(home.UpgradeInfo);
        if (file.Length > 0)
            await File.WriteAllTextAsync(home.UpgradeInfo, file, TestContext.Current.CancellationToken);

        var next = home.Start("v2");

        (await next.WaitForExit()).ShouldBe(2, next.Output);
        next.Output.ShouldContain("mismatch root store's version; expected 11 got 0");
    }

    [Fact]
    public async Task The_newest_release_cannot_take_an_earlier_halt()
    {
        await using var home = await Halted("050", WithStores);
        home.Prepare("v3", new CosmosRelease("v3.0.0") { Handlers = ["v2", "v3"], NewStores = ["v2", "v3"] });

        var next = home.Start("v3");

        (await next.WaitForExit()).ShouldBe(2, next.Output);
    }

    [Theory]
    [InlineData("047", "Wrong app version 0, upgrade handler is missing for v2 upgrade plan", 2)]
    [InlineData("050", "wrong app version 0, upgrade handler is missing for v2 upgrade plan", 1)]
    public async Task The_old_release_after_the_height_halts_alive_and_does_not_start_again(string dialect, string reason, int exitCode)
    {
        await using var home = await Halted(dialect, WithStores);
        var next = home.Start("v2");
        await home.Rpc.Reaches(12);
        await next.Kill();

        var old = home.Start();
        await home.Ledger.WaitFor("rpc-open", "v1.0.0", count: 2);
        home.Network.Pause(13);
        await home.Ledger.WaitFor(l => l.Is("halted") && string.Equals(l.Detail, reason, StringComparison.Ordinal), reason);
        (await home.Rpc.Store(), await home.Rpc.App()).ShouldBe((13, 12));
        await old.Kill();
        var again = home.Start();
        (await again.WaitForExit()).ShouldBe(exitCode, again.Output);

        home.Start("v2");
        await home.Rpc.Reaches(13);
        home.Ledger.Disasters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("047")]
    [InlineData("050")]
    public async Task A_release_killed_while_it_migrates_migrates_again(string dialect)
    {
        await using var home = await Halted(dialect, WithStores);
        home.Network.Hold("migration");
        var killed = home.Start("v2");
        await home.Ledger.WaitFor("migrating");
        await killed.Kill();
        home.Network.LetGo();

        home.Start("v2");

        await home.Rpc.Reaches(12);
        (await home.Rpc.AppliedPlan("v2")).ShouldBe(12);
        home.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_release_killed_while_it_commits_cannot_load_until_its_database_is_put_back()
    {
        await using var home = await Halted("050", WithStores);
        var database = home.In("data", "application.db");
        Copy(database, home.In("copy"));
        home.Network.Hold("commit");
        var killed = home.Start("v2");
        await home.Ledger.WaitFor("committing");
        await killed.Kill();
        home.Ledger.Disasters.ShouldHaveSingleItem().Event.ShouldBe("committing");
        home.Network.LetGo();

        var broken = home.Start("v2");
        (await broken.WaitForExit()).ShouldBe(2, broken.Output);
        broken.Output.ShouldContain("version does not exist");
        home.Ledger.Disasters.ShouldContain(l => l.Event == "KILLED-IN-COMMIT");
        var old = home.Start();
        (await old.WaitForExit()).ShouldBe(1, old.Output);
        old.Output.ShouldContain("NEEDED");

        Directory.Delete(database, recursive: true);
        Directory.Move(home.In("copy"), database);
        home.Start("v2");
        await home.Rpc.Reaches(12);
    }

    [Fact]
    public async Task A_release_of_047_survives_being_killed_while_it_commits()
    {
        await using var home = await Halted("047", WithStores);
        home.Network.Hold("commit");
        var killed = home.Start("v2");
        await home.Ledger.WaitFor("committing");
        await killed.Kill();
        home.Network.LetGo();

        home.Start("v2");

        await home.Rpc.Reaches(12);
        home.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task SIGTERM_while_a_release_of_050_migrates_is_obeyed_once_the_block_is_applied()
    {
        await using var home = await Halted("050", WithStores);
        home.Network.Hold("migration");
        var next = home.Start("v2");
        await home.Ledger.WaitFor("migrating");

        next.Signal(Native.SigTerm);
        await home.Ledger.WaitFor("sigterm", "v2.0.0");
        next.HasExited.ShouldBeFalse();
        home.Network.LetGo();

        (await next.WaitForExit()).ShouldBe(0, next.Output);
        home.Ledger.Lines[^1].ShouldSatisfyAllConditions(l => l.Event.ShouldBe("stopped"), l => l.App.ShouldBe(12));
        home.Ledger.All("rpc-open", "v2.0.0").ShouldBeEmpty();
    }

    [Fact]
    public async Task SIGTERM_while_a_release_of_047_migrates_ends_it_with_0_and_nothing_is_applied()
    {
        await using var home = await Halted("047", WithStores);
        home.Network.Hold("migration");
        var next = home.Start("v2");
        await home.Ledger.WaitFor("migrating");

        (await next.Terminate()).ShouldBe(0, next.Output);

        home.Ledger.Lines[^1].ShouldSatisfyAllConditions(l => l.Event.ShouldBe("unclosed"), l => l.App.ShouldBe(11));
    }

    [Theory]
    [InlineData("start", 1)]
    [InlineData("migration", 0)]
    [InlineData("rpc", 0)]
    public async Task A_release_ends_where_and_as_often_as_it_is_to(string place, int signal)
    {
        await using var home = await Halted("050", WithStores with { Faults = [new CosmosFault(place, Exit: 7, Signal: signal == 0 ? 0 : 6, Times: 1)] });

        var failing = home.Start("v2");
        (await failing.WaitForExit()).ShouldBe(signal == 0 ? 7 : 128 + 6, failing.Output);

        home.Start("v2");
        await home.Rpc.Reaches(12);
    }

    /// <summary>The old release has halted at block 12 and has been killed.</summary>
    private static async Task<CosmosHome> Halted(string dialect, CosmosRelease next)
    {
        var home = CosmosHome.Create(dialect);
        home.Prepare("v2", next);
        home.Network.Set("signalHandlerAfterMs", 0).Plan("v2", 12, "{}").Pause(12);
        TestProcess old = home.Start();
        await home.Ledger.WaitFor("halted");
        await old.Kill();
        return home;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
