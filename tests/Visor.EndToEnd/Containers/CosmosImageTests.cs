using Shouldly;
using Visor.EndToEnd.Chains.Cosmos.Setups;
using Visor.EndToEnd.Cosmos;
using Xunit;

namespace Visor.EndToEnd.Containers;

/// <summary>A node of a Cosmos SDK chain in containers of the image, by its entry point <c>cosmovisor</c>.</summary>
public sealed class CosmosImageTests(VisorImage image)
{
    private const int Grace = 285;

    [Fact]
    public async Task A_home_of_Cosmovisor_is_upgraded_in_a_container_that_is_then_replaced()
    {
        var podman = await image.Podman();
        using var folder = new TemporaryFolder();
        await using var home = CosmosHome.CreateIn(folder.Path);
        CosmovisorLayout.Make(home, isRelative: true);
        home.Network.Plan("v2", 40);
        var options = await ContainedNode.Options(folder.Path, home.Folder);
        string[] environment =
            ["--env", $"DAEMON_HOME={ContainedNode.Home}", "--env", $"DAEMON_NAME={CosmosHome.Name}", "--env", "UNSAFE_SKIP_BACKUP=true", "--entrypoint", "cosmovisor"];
        string[] command = ["run", "start", "--home", ContainedNode.Home];
        await using (var first = await VisorContainer.Run(podman, [.. options, .. environment], command))
        {
            await home.Ledger.WaitFor("first-block", "v2.0.0");
            await first.Well("v2");
            (await first.Stop(Grace)).ShouldBe(0, await first.Logs());
        }

        await using var second = await VisorContainer.Run(podman, [.. options, .. environment], command);
        await second.Well("v2");
        (await second.Exec("visor", "history")).Output.ShouldContain("v2");
        (await second.Stop(Grace)).ShouldBe(0, await second.Logs());
        home.Ledger.Starts.ShouldBe(["v1.0.0", "v2.0.0", "v2.0.0"], home.Everything());
    }
}
