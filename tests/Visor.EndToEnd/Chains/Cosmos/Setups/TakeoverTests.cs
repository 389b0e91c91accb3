using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos.Setups;

/// <summary>What Cosmovisor would make of a home that Visor leaves to it.</summary>
public sealed class TakeoverTests
{
    private const string Patch = "v2.1";

    [Fact]
    public async Task After_a_plan_of_the_operator_Cosmovisor_would_go_back_until_the_file_lies_beside_what_runs()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2").Prepare(Patch, new CosmosRelease("v2.1.0") { Handlers = ["v2"], Upgrade = Patch });
        home.Network.Plan("v2", 20, "{}");
        home.Network.Set("switches", new[] { new { name = Patch, height = 41 } });
        home.Network.Pause(25);
        var visor = Run(home);
        await home.Rpc.Reaches(25);
        CosmovisorView.Of(home).ShouldBe(new CosmovisorView("upgrades/v2", Pending: null), home.Everything());
        (await Do(home, "plan", Patch, "--height", "41", "--home", home.Folder)).ShouldBe(0, home.Everything());
        await visor.WaitForLine($"The network has accepted the upgrade to {Patch} at block 41");
        (await visor.Terminate()).ShouldBe(0, home.Everything());
        visor = Run(home);
        await visor.WaitForLine("The node is told to halt before block 41");
        await home.Rpc.Answers();
        home.Network.GoOn();
        await home.Ledger.WaitFor("first-block", "v2.1.0");
        await home.Rpc.Reaches(50);
        (await visor.Terminate()).ShouldBe(0, home.Everything());

        CosmovisorView.Of(home).ShouldBe(new CosmovisorView($"upgrades/{Patch}", Pending: "v2"), home.Everything());

        LayBeside(home);
        CosmovisorView.Of(home).ShouldBe(new CosmovisorView($"upgrades/{Patch}", Pending: null), home.Everything());

        // And back again.
        visor = Run(home);
        await home.Ledger.WaitFor("rpc-open", "v2.1.0", count: 2);
        await home.Rpc.Reaches(home.Network.Height);
        (await visor.Terminate()).ShouldBe(0, home.Everything());
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Ledger.Refusals.ShouldBeEmpty(home.Everything());
        home.Current.ShouldBe($"upgrades/{Patch}");
    }

    [Fact]
    public async Task After_an_ordered_switch_it_is_the_same()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2").Prepare(Patch, new CosmosRelease("v2.1.0") { Handlers = ["v2"], Upgrade = "v2" });
        home.Network.Plan("v2", 20, "{}");
        home.Network.Pause(25);
        var visor = Run(home);
        await home.Rpc.Reaches(25);
        await visor.WaitForLine("v2 is ready");
        (await Do(home, "switch", Patch, "--yes", "--height", "26", "--home", home.Folder)).ShouldBe(0, home.Everything());
        await home.Ledger.WaitFor("rpc-open", "v2.1.0");
        (await visor.Terminate()).ShouldBe(0, home.Everything());

        CosmovisorView.Of(home).ShouldBe(new CosmovisorView($"upgrades/{Patch}", Pending: "v2"), home.Everything());

        LayBeside(home);
        CosmovisorView.Of(home).ShouldBe(new CosmovisorView($"upgrades/{Patch}", Pending: null), home.Everything());

        visor = Run(home);
        await visor.WaitForLine($"{Patch} is ready");
        (await visor.Terminate()).ShouldBe(0, home.Everything());
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
        home.Current.ShouldBe($"upgrades/{Patch}");
    }

    // As docs/from-cosmovisor.md has it.
    private static void LayBeside(CosmosHome home) => File.Copy(home.UpgradeInfo, home.In("cosmovisor", "upgrades", Patch, "upgrade-info.json"), overwrite: true);

    private static TestProcess Run(CosmosHome home) =>
        home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", home.Folder], home.Environment));

    private static Task<int> Do(CosmosHome home, params string[] words) => home.Keep(TestProcess.Start(Programs.Visor, words, home.Environment)).WaitForExit();
}
