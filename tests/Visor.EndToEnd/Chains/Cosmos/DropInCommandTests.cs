using System.Security.Cryptography;
using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Chains.Cosmos;

/// <summary>Cosmovisor's commands, typed to the binary.</summary>
public sealed class DropInCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_home_is_made_and_its_binary_says_its_version()
    {
        await using var home = CosmosHome.Create();
        var given = home.Binary();
        Directory.Move(home.In("cosmovisor"), home.In("elsewhere"));
        given = given.Replace("/cosmovisor/", "/elsewhere/", StringComparison.Ordinal);

        await Do(home, 0, "init", given);

        home.Current.ShouldBe("genesis");
        (await File.ReadAllBytesAsync(home.Binary(), Cancellation)).ShouldBe(await File.ReadAllBytesAsync(given, Cancellation));
        var config = await Do(home, 0, "config", "--cosmovisor-config", home.In("cosmovisor", "config.toml"));
        config.StandardOutput.ShouldContain($"  DAEMON_HOME: {home.Folder}", StringComparer.Ordinal);
        var refused = await Do(home, 1, "run", "start", "--cosmovisor-config", home.In("nowhere.toml"));
        refused.Lines.ShouldHaveSingleItem().ShouldStartWith($"visor: {home.In("nowhere.toml")}: there is no such file;");
    }

    [Fact]
    public async Task Whoever_has_Cosmovisors_logs_disabled_is_told_only_of_trouble()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        var environment = new Dictionary<string, string?>(home.Environment, StringComparer.Ordinal) { ["COSMOVISOR_DISABLE_LOGS"] = "true" };
        var visor = home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", "run", "start", "--home", home.Folder], environment));
        await home.Rpc.Reaches(3);

        _ = Native.Kill(home.Ledger.Living.ShouldHaveSingleItem().Pid, Native.SigKill);
        await home.Ledger.WaitFor("start", "v1.0.0", 2);
        await visor.WaitForLine("killed by SIGKILL");
        visor.Lines.ShouldContain(l => l.Contains("serving RPC", StringComparison.Ordinal), "the node's lines are the node's");
        visor.Lines.ShouldNotContain(l => l.Contains("Z info  ", StringComparison.Ordinal), visor.Output);
    }

    [Theory]
    [InlineData("stdout")]
    [InlineData("stderr")]
    public async Task Versions_come_where_Cosmovisor_and_the_app_write_them(string stream)
    {
        await using var home = CosmosHome.Create(genesis: new CosmosRelease("v1.2.3") { VersionStream = stream });

        var text = await Do(home, 0, "version");
        var json = await Do(home, 0, "version", "--output", "json");

        text.Lines.Count.ShouldBe(2);
        text.Lines.ShouldContain(l => l.StartsWith("cosmovisor version: v", StringComparison.Ordinal) && !text.StandardOutput.Contains(l, StringComparer.Ordinal));
        text.Lines.ShouldContain(l => string.Equals(l, "v1.2.3", StringComparison.Ordinal));
        text.StandardOutput.Count.ShouldBe(stream is "stdout" ? 1 : 0);
        using var document = JsonDocument.Parse(json.StandardOutput.ShouldHaveSingleItem());
        document.RootElement.GetProperty("cosmovisor_version").GetString().ShouldStartWith("v");
        document.RootElement.GetProperty("app_version").GetProperty("version").GetString().ShouldBe("v1.2.3");
        (await Do(home, 0, "run", "version")).Lines.ShouldBe(["v1.2.3"]);
    }

    [Fact]
    public async Task The_binary_of_the_plan_of_the_network_is_downloaded_where_it_will_be_looked_for()
    {
        await using var home = CosmosHome.Create();
        await using var server = new OfferedFiles();
        var program = await File.ReadAllBytesAsync(home.Binary(), Cancellation);
        var address = server.Offer("/appd-v2", program);
        home.Network.Pause(3);
        home.Start();
        await home.Rpc.Reaches(3);
        (await Do(home, 0, "prepare-upgrade")).Lines.ShouldBe(["The network has planned no upgrade."]);

        home.Network.Plan("V2", 50, Info($"{address}?checksum=sha256:{new string('0', 64)}"));
        home.Network.Pause(4);
        await home.Rpc.Reaches(4);
        (await Do(home, 1, "prepare-upgrade")).Lines[^1].ShouldContain("it is damaged, or somebody has changed it; nothing of it is used.");
        Directory.Exists(home.In("cosmovisor", "upgrades")).ShouldBeTrue();
        Directory.GetFileSystemEntries(home.In("cosmovisor", "upgrades")).ShouldBeEmpty();

        home.Network.Plan("V2", 50, Info($"{address}?checksum=sha256:{Convert.ToHexStringLower(SHA256.HashData(program))}"));
        home.Network.Pause(5);
        await home.Rpc.Reaches(5);
        (await Do(home, 0, "prepare-upgrade")).Lines.ShouldBe(["The network has planned V2 at height 50.", $"Its binary is {home.Binary("v2")}."]);
        (await File.ReadAllBytesAsync(home.Binary("v2"), Cancellation)).ShouldBe(program);
        (await Do(home, 0, "prepare-upgrade")).Lines[^1].ShouldBe($"Its binary is there already: {home.Binary("v2")}.");
    }

    [Fact]
    public async Task A_file_that_add_upgrade_has_written_is_shown_and_stops_no_node()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        var node = home.Start();
        await home.Rpc.Reaches(3);

        (await Do(home, 0, "show-upgrade-info")).Lines.ShouldBe([$"No upgrade info found at {home.UpgradeInfo}"]);
        await Do(home, 0, "add-upgrade", "V2", home.Binary(), "--upgrade-height", "40");
        (await Do(home, 1, "add-upgrade", "v3", home.Binary(), "--upgrade-height", "60")).Lines[^1].ShouldContain("exists already, of this upgrade or an earlier one");

        (await Do(home, 0, "show-upgrade-info")).Lines.ShouldBe(["""{"name":"v2","time":"0001-01-01T00:00:00Z","height":40}"""]);
        File.Exists(home.Binary("v3")).ShouldBeTrue();
        home.Network.Pause(5);
        await home.Rpc.Reaches(5);
        node.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Called_by_its_name_Visor_is_Cosmovisor()
    {
        await using var home = CosmosHome.Create();
        Assert.SkipUnless(IsNative, "a program that is no native code does not know by which name it was called");
        var link = home.In("cosmovisor-link");
        Directory.CreateDirectory(link);
        File.CreateSymbolicLink(Path.Combine(link, "cosmovisor"), Programs.Visor);

        await using var called = TestProcess.Start(Path.Combine(link, "cosmovisor"), ["version", "--cosmovisor-only"], home.Environment);

        (await called.WaitForExit()).ShouldBe(0);
        called.Lines.ShouldHaveSingleItem().ShouldStartWith("cosmovisor version: v");
    }

    private static bool IsNative => !File.Exists(Programs.Visor + ".dll");

    private static string Info(string address) => $"{{\"binaries\":{{\"any\":\"{address}\"}}}}";

    private static async Task<TestProcess> Do(CosmosHome home, int exitCode, params string[] words)
    {
        var process = home.Keep(TestProcess.Start(Programs.Visor, ["cosmovisor", .. words], home.Environment));
        (await process.WaitForExit()).ShouldBe(exitCode, home.Everything());
        return process;
    }
}
