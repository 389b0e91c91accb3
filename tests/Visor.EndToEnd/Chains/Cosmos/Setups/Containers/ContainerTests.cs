using System.Diagnostics;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Containers;

/// <summary>The entry points of images, with Visor in the place of Cosmovisor's program and nothing else changed.</summary>
public sealed class ContainerTests
{
    /// <summary>The shortest patience that was seen of an engine's settings for such a node.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    public static TheoryData<string> Names => [.. ContainerSetups.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_image_for_Cosmovisor_runs_through_its_upgrades(string name)
    {
        Requirement.Root();
        var setup = ContainerSetups.All.Single(s => s.Name.Equals(name, StringComparison.Ordinal));
        Assert.SkipWhen(setup.Downloads && File.Exists(Programs.SimulatedCosmosNode + ".dll"), "a release can be one file only where the simulated node is native code");
        using var folder = new TemporaryFolder();
        await using var home = CosmosHome.CreateIn(folder.Path, setup.Dialect);
        await using var server = new OfferedFiles();
        var image = new Image(folder.In("image"), setup, home, server);
        home.Network.Pause(3);
        home.Network.Plan("v2", 30, image.InfoOf("v2"));

        var container = image.Run();
        await home.Rpc.Reaches(3);
        home.Network.GoOn();
        await home.Ledger.WaitFor("first-block", "v2.0.0");
        await home.Rpc.Reaches(35);
        await image.ShouldFindLibraries("v2");
        await Stop(container, setup, home);

        // Another container takes its place, and finds a network that went on meanwhile.
        var second = home.Network.PlanIn(20, "v3", image.InfoOf("v3"));
        home.Network.Pause(second + 40);
        container = image.Run();
        await home.Ledger.WaitFor("first-block", "v3.0.0");
        await home.Rpc.Reaches(second + 40);
        await image.ShouldFindLibraries("v3");
        await Stop(container, setup, home);

        CosmovisorLayout.ShouldBeLeftAfter(home, first: 30, second, home.Everything());
    }

    [Fact]
    public async Task An_engine_that_loses_its_patience_with_a_script_that_waits_does_no_harm_to_a_node_that_runs()
    {
        Requirement.Root();
        var setup = ContainerSetups.All.Single(s => s.IsDeaf);
        using var folder = new TemporaryFolder();
        await using var home = CosmosHome.CreateIn(folder.Path);
        await using var server = new OfferedFiles();
        var image = new Image(folder.In("image"), setup, home, server);
        home.Network.Pause(3);
        var container = image.Run();
        await home.Rpc.Reaches(3);

        (await container.Stop(Native.SigKill)).ShouldNotBe(0, home.Everything());

        image.Run();
        await home.Ledger.WaitFor("rpc-open", "v1.0.0", count: 2);
        await home.Rpc.Answers();
        home.Ledger.Disasters.ShouldBeEmpty(home.Everything());
    }

    [Fact]
    public async Task A_script_that_links_current_to_a_newer_release_itself_gets_nothing_started()
    {
        Requirement.Root();
        var setup = ContainerSetups.All.Single(s => s.Name.Equals("script-with-exec", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        await using var home = CosmosHome.CreateIn(folder.Path);
        await using var server = new OfferedFiles();
        var image = new Image(folder.In("image"), setup, home, server);
        home.Network.Pause(3);
        var container = image.Run();
        await home.Rpc.Reaches(3);
        await Stop(container, setup, home);

        File.Delete(home.In("cosmovisor", "current"));
        File.CreateSymbolicLink(home.In("cosmovisor", "current"), "upgrades/v2");
        container = image.Run();

        (await container.End()).ShouldBe(78, home.Everything());
        container.Output.ShouldContain("visor resolve");
        home.Ledger.Starts.ShouldBe(["v1.0.0"], home.Everything());
    }

    // Signals are for the first process, as an engine has it; a shell that only waits hears none.
    private static async Task Stop(Container container, ContainerSetup setup, CosmosHome home)
    {
        var began = Stopwatch.GetTimestamp();
        if (setup.IsDeaf)
        {
            await container.TerminateChild();
            (await container.End()).ShouldBe(setup.ExitCode, home.Everything());
        }
        else
        {
            (await container.Stop()).ShouldBe(setup.ExitCode, home.Everything());
        }

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Grace, home.Everything());
        var last = home.Ledger.All("start")[^1];
        home.Ledger.Lines.Where(l => l.Writer == last.Writer).ShouldContain(l => l.IsEnd, home.Everything());
    }
}
