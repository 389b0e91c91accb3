using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Commands;

public sealed class InitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_home_that_init_has_made_runs_and_upgrades_once_the_operator_has_filled_it(bool withDataNode)
    {
        await using var node = await TestNode.Create();
        Directory.Delete(node.Home, recursive: true);
        string[] args = ["init", "--home", node.Home, .. withDataNode ? ["--with-data-node"] : Array.Empty<string>()];
        await using var init = VisorProcess.Start(args);
        (await init.WaitForExit()).ShouldBe(0, init.Output);
        File.GetUnixFileMode(node.In("config.toml")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        foreach (var (folder, release) in new[] { ("genesis", TestNode.Genesis), ("v0.2.0", "v0.2.0") })
        {
            var template = await File.ReadAllTextAsync(
                node.In(release is TestNode.Genesis ? "genesis" : "vX.X.X", "run-config.toml"), TestContext.Current.CancellationToken);
            node.Write(Path.Combine(folder, "run-config.toml"), template
                .Replace("/var/lib/vega", node.NodeHome, StringComparison.Ordinal)
                .Replace("/run/vega/vega.sock", node.Socket, StringComparison.Ordinal));
            await node.Network.Install(node.In(folder), release);
        }

        node.Network.Upgrade("v0.2.0", 5, 30);
        var visor = node.Run();
        await node.Ready("v0.2.0");

        node.Ledger.All("start", role: "datanode").Count.ShouldBe(withDataNode ? 2 : 0);
        await node.StopCleanly(visor);
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
    }

    [Fact]
    public async Task A_home_that_holds_anything_is_left_as_it_is()
    {
        await using var node = await TestNode.Create();
        var before = Everything(node.Home);

        await using var init = VisorProcess.Start(["init", "--home", node.Home]);

        (await init.WaitForExit()).ShouldBe(78);
        init.Output.ShouldContain(node.Home);
        Everything(node.Home).ShouldBe(before);
    }

    private static string Everything(string folder) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => File.Exists(path) ? $"{path}: {File.ReadAllText(path)}" : path));
}
