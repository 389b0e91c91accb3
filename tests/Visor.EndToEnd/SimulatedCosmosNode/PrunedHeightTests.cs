using Shouldly;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>Questions about the state of old blocks.</summary>
public sealed class PrunedHeightTests
{
    // AppliedPlan("v2")
    private const string Request = "0a027632";

    [Fact]
    public async Task An_old_state_that_is_kept_is_answered_as_it_was()
    {
        await using var home = CosmosHome.Create(genesis: CosmosRelease.For("v2") with { Upgrade = "" });
        home.Network.Plan("v2", 2, scheduledAt: 1).Pause(6);
        home.Start();
        await home.Rpc.Reaches(6);

        var before = await home.Rpc.Query("AppliedPlan", Request, "1");
        var after = await home.Rpc.Query("AppliedPlan", Request, "2");

        (before.GetProperty("value").GetString(), before.GetProperty("height").GetString()).ShouldBe(("", "1"));
        (after.GetProperty("value").GetString(), after.GetProperty("height").GetString()).ShouldBe(("CAI=", "2"));
        (await home.Rpc.Query("CurrentPlan", "", "1")).GetProperty("value").GetString().ShouldNotBeNullOrEmpty();
        (await home.Rpc.Query("CurrentPlan", "", "2")).GetProperty("value").GetString().ShouldBe("");
    }

    [Fact]
    public async Task One_that_was_pruned_is_refused_with_the_error_of_the_application()
    {
        await using var home = CosmosHome.Create();
        home.Write("config/app.toml", "pruning = \"custom\"\npruning-keep-recent = \"3\"\npruning-interval = \"10\"\n");
        home.Network.Pause(8);
        home.Start();
        await home.Rpc.Reaches(8);

        var pruned = await home.Rpc.Query("AppliedPlan", Request, "4");

        pruned.GetProperty("code").GetInt32().ShouldBe(18);
        pruned.GetProperty("codespace").GetString().ShouldBe("sdk");
        pruned.GetProperty("log").GetString().ShouldBe("failed to load state at height 4; version does not exist (latest height: 8): invalid request");
        (await home.Rpc.Query("AppliedPlan", Request, "5")).GetProperty("code").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_known_of_the_time_before_a_snapshot()
    {
        await using var home = CosmosHome.Create();
        home.BeginWithSnapshot();
        home.Network.Set("snapshotHeight", 5).Pause(8);
        home.Start();
        await home.Rpc.Reaches(8);

        (await home.Rpc.Query("CurrentPlan", "", "4")).GetProperty("code").GetInt32().ShouldBe(18);
        (await home.Rpc.Query("CurrentPlan", "", "5")).GetProperty("code").GetInt32().ShouldBe(0);
    }
}
