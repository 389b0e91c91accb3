using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;
using Xunit;

namespace Visor.EndToEnd.Containers;

/// <summary>docs/containers.md, followed word for word.</summary>
public sealed class DocumentTests(VisorImage image)
{
    private const string Vega = "A Vega node";
    private const string Cosmos = "A Cosmos SDK node";
    private const string Compose = "Compose";

    [Fact]
    public async Task A_Vega_node_runs_after_five_commands_and_then_by_the_compose_file()
    {
        Requirement.Program("podman-compose");
        using var folder = await Begin();
        var runConfig = ContainersPage.Block(Vega, "toml");
        await folder.Release("node", "v0.1.0", runConfig);
        await folder.Release("v0.2.0", "v0.2.0", runConfig);

        var start = ContainersPage.Commands(Vega);
        await folder.Type(start);

        (ContainersPage.Commands("Containers").Count + start.Count).ShouldBeLessThanOrEqualTo(5);
        await Well(folder, "visor");
        var later = ContainersPage.Commands(Vega, 1);
        await folder.Type(later.Where(command => !command.StartsWith("podman stop", StringComparison.Ordinal)));
        (await folder.Type("podman exec visor stat --format %U /var/lib/visor/v0.2.0/vega")).ShouldBe("visor");
        (await folder.Type("visor() { " + Programs.Visor + " \"$@\"; }; " + ContainersPage.Commands("More than one container").ShouldHaveSingleItem())).ShouldContain("ALL WELL");
        await folder.Type(later.Single(command => command.StartsWith("podman stop", StringComparison.Ordinal)));
        (await folder.Type("podman inspect --format {{.State.ExitCode}} visor")).ShouldBe("0");

        // The same volume, by the compose file.
        folder.Write("compose.yaml", ContainersPage.Block(Compose, "yaml"));
        folder.Write("visor/config.toml", ContainersPage.Block(Compose, "toml"));
        var compose = ContainersPage.Commands(Compose);
        await folder.Type(compose.Take(2));
        await Well(folder, "visor");
        await folder.Type(compose.Skip(2).SkipLast(1));
        (await folder.Type("podman exec visor bash -c 'exec 3<>/dev/tcp/127.0.0.1/9480; printf \"GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n\" >&3; cat <&3'")).ShouldContain(" 200 ");
        await folder.Type(compose[^1]);
        (await folder.Type("podman volume exists visor; podman ps --all --quiet --filter name=^visor$")).ShouldBeEmpty();
        await folder.Type("podman volume rm visor");
    }

    [Fact]
    public async Task A_Cosmos_node_runs_after_five_commands()
    {
        using var folder = await Begin();
        await folder.CosmosHome("gaia-home", "gaiad");

        var start = ContainersPage.Commands(Cosmos);
        await folder.Type(start.SkipLast(1));

        (ContainersPage.Commands("Containers").Count + start.Count).ShouldBeLessThanOrEqualTo(5);
        await Well(folder, "gaia");
        await folder.Type(start[^1]);
        await folder.Type("podman stop gaia");
        (await folder.Type("podman inspect --format {{.State.ExitCode}} gaia")).ShouldBe("0");
        await folder.Type("podman rm gaia");
        await folder.Type("podman volume rm gaia");
    }

    private static Task<string> Well(ExampleFolder folder, string container) => Eventually.See(
        async () => await folder.Type($"podman exec {container} visor status || podman logs {container}") is var output && output.Contains("ALL WELL", StringComparison.Ordinal) ? output : null,
        () => $"{container} that is well");

    // The image of the page is made of the package that the tests were given.
    private async Task<ExampleFolder> Begin()
    {
        if (CleanRoot.Packages.Length == 0)
            Assert.Skip("VISOR_PACKAGES names no folder with packages; packaging/release makes them");
        var folder = new ExampleFolder(await image.Podman());
        File.Copy(CleanRoot.Package("_amd64.deb"), folder.In("visor_0.1.0_amd64.deb"));
        await folder.Type(ContainersPage.Commands("Containers"));
        return folder;
    }
}
