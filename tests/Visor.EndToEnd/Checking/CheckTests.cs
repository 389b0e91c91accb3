using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Staging;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.Checking;

public sealed class CheckTests
{
    private const string Next = FetchingNode.Next;

    [Fact]
    public async Task A_sound_home_stands_in_nobodys_way_and_is_left_as_it_is()
    {
        await using var node = await SoundNode();
        var before = Listing(node.Home);

        var (code, output) = await node.Do("check");

        code.ShouldBe(0, output);
        output.ShouldContain("✓ core's binary         ");
        output.ShouldContain("runs and says it is v0.1.0");
        output.ShouldEndWith("No problems found");
        Listing(node.Home).ShouldBe(before);
    }

    [Fact]
    public async Task While_the_node_runs_the_core_says_which_release_to_look_for()
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        await fetching.Publish();
        fetching.Configure("startDelaySeconds = 3600");
        Directory.CreateDirectory(node.NodeHome);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(FetchingNode.FarAhead, Next);
        await node.WaitForUpgrade(Next, "staging");

        var (code, output) = await node.Do("check");

        code.ShouldBe(0, output);
        output.ShouldContain($"✓ visor                 runs this home, pid {visor.Pid}");
        output.ShouldContain($"answers: {Next} is accepted for block {node.Network.UpgradeHeight}");
        output.ShouldContain($"✓ {Next}                {FetchingNode.AssetName} of {Next} is at vegaprotocol/vega");
        output.ShouldContain("its SHA-256 is published");
        output.ShouldEndWith($"READY for {Next}");
        fetching.Downloads.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Headers["Range"].ShouldBe("bytes=0-0"), d => d.BytesSent.ShouldBe(1));
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_release_whose_bytes_cannot_be_had_is_a_failure_with_the_host_that_does_not_give_them()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        await fetching.Server.Misbehave(new Misbehaviour.StorageStatus(403));

        var (code, output) = await fetching.Node.Do("check", "--release", Next);

        code.ShouldBe(1, output);
        output.ShouldContain("answered with HTTP 403");
        output.ShouldContain($"NOT READY for {Next}: ");
        fetching.Server.Requests.Count.ShouldBe(3, fetching.Everything());
    }

    [Fact]
    public async Task A_release_that_nobody_has_approved_of_is_not_run_by_a_check()
    {
        await using var node = await SoundNode();
        await node.Prepare(Next);
        node.Write("approve.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(node.In("approve.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        node.Configure("[hooks]\nonStaged = [\"approve.sh\"]\n");
        await File.WriteAllTextAsync(node.In(Next, "vega"), $"#!/bin/sh\ntouch {node.In("has-run")}\n", TestContext.Current.CancellationToken);

        var (code, output) = await node.Do("check", "--release", Next);
        code.ShouldBe(0, output);
        output.ShouldContain($"`visor stage {Next} --home {node.Home}` runs the hook, then checks the binary's version");
        output.ShouldContain($"NOT PROVEN for {Next}: no problems found so far, but its binary was not run");
        output.ShouldNotContain($"READY for {Next}");
        (await node.Do("check", "--release", Next, "--output", "json")).Output.ShouldContain("\"ready\": false");

        File.Exists(node.In("has-run")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_release_that_the_server_does_not_have_is_a_failure_with_its_cause()
    {
        await using var fetching = await FetchingNode.Create();
        fetching.Publish(Next, await fetching.Zip(), name: "vega-darwin-arm64.zip");

        var (code, output) = await fetching.Node.Do("check", "--release", Next);

        code.ShouldBe(1, output);
        output.ShouldContain($"✗ {Next}");
        output.ShouldContain("vega-darwin-arm64.zip");
        output.ShouldContain($"NOT READY for {Next}: ");
        (await fetching.Node.Do("check", "--release", "v9.9.9")).Output.ShouldContain("has no release v9.9.9");
        (await fetching.Node.Do("check", "--release", "../evil")).ExitCode.ShouldBe(64);
    }

    [Fact]
    public async Task A_prepared_folder_is_checked_as_it_is()
    {
        await using var node = await SoundNode();
        await node.Prepare(Next);
        (await node.Do("check", "--release", Next)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldEndWith($"READY for {Next}"));

        await node.Network.Install(node.In(Next), "v0.1.0");
        var (code, output) = await node.Do("check", "--release", Next);
        code.ShouldBe(1, output);
        output.ShouldContain($"says it is v0.1.0, but {Next} is needed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_binary_that_is_not_what_ran_stands_in_the_way_of_the_next_start(bool isRunning)
    {
        await using var node = await SoundNode();
        var visor = await node.RunUntilReady();
        if (!isRunning)
            await node.StopCleanly(visor);
        (await node.Do("check")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldContain("✓ next start"));

        await node.Network.Install(node.In("genesis"), "v0.1.1");
        var (code, output) = await node.Do("check");

        code.ShouldBe(1, output);
        output.ShouldContain("✗ next start");
        string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain("says it is v0.1.1, but the journal says that v0.1.0 ran from genesis");
        output.ShouldContain("NOT READY: ");
        if (isRunning)
            await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Every_part_of_a_home_that_would_fail_tonight_is_told_with_what_to_do()
    {
        await using var node = await SoundNode();
        Directory.Delete(node.NodeHome, recursive: true);
        File.Delete(node.In("genesis", "vega"));
        File.WriteAllText(node.In("current"), "");
        node.Write("config.toml", "stopDelaySeconds = \"soon\"\n");
        node.Write("genesis/run-config.toml", node.RunConfig([]).Replace("[vega.rpc]", "unknwon = 1\n[vega.rpc]", StringComparison.Ordinal));
        await File.WriteAllTextAsync(node.In("hold"), "maintenance", TestContext.Current.CancellationToken);

        var (code, output) = await node.Do("check");

        code.ShouldBe(1, output);
        output.ShouldContain("✗ config.toml");
        output.ShouldContain("stopDelaySeconds: must be a whole number");
        output.ShouldContain("✗ current");
        output.ShouldContain("is not a symlink");
        output.ShouldContain("! run config");
        output.ShouldContain("✗ core's binary");
        output.ShouldContain("✗ core's home");
        output.ShouldContain($"--home names {node.NodeHome}, which does not exist");
        output.ShouldContain("✗ rpc socket");
        output.ShouldContain("! hold");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_socket_that_differs_from_the_cores_own_configuration_is_found_before_the_night()
    {
        await using var node = await SoundNode();
        Directory.CreateDirectory(Path.Combine(node.NodeHome, "config", "node"));
        var config = Path.Combine(node.NodeHome, "config", "node", "config.toml");
        await File.WriteAllTextAsync(config, "[Admin.Server]\nSocketPath = \"/elsewhere/vega.sock\"\n", TestContext.Current.CancellationToken);
        var (code, output) = await node.Do("check");
        code.ShouldBe(1, output);
        output.ShouldContain($"the core opens /elsewhere/vega.sock ([Admin.Server] SocketPath in {config}), but the run config has {node.Socket}");

        await File.WriteAllTextAsync(config, $"[Admin.Server]\nSocketPath = \"{node.Socket}\"\n", TestContext.Current.CancellationToken);
        (await node.Do("check")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldContain("✓ core's own socket"));
    }

    [Fact]
    public async Task A_unit_with_traps_is_told()
    {
        await using var node = await SoundNode();
        node.Write("visor.service", $"[Service]\nExecStart=/usr/bin/visor run --home {node.Home}\nPrivateTmp=yes\nTimeoutStopSec=10\n");

        var (code, output) = await node.Do("check", "--unit", node.In("visor.service"));

        code.ShouldBe(1, output);
        output.ShouldContain("KillMode is control-group, its default,");
        output.ShouldContain("TimeoutStopSec is 10");
        output.ShouldContain("PrivateTmp is on");
        (await node.Do("check", "--unit", node.In("missing"))).ExitCode.ShouldBe(64);
    }

    [Fact]
    public async Task A_unit_that_never_starts_Visor_again_is_told_also_when_everything_else_in_it_is_right()
    {
        await using var node = await SoundNode();
        node.Write("vegavisor.service", $"""
            [Service]
            ExecStart="/usr/local/bin/visor" run --home "{node.Home}"
            TimeoutStopSec=45
            KillMode=process
            RestartPreventExitStatus=64 75 78
            RestartForceExitStatus=76
            LimitNOFILE=1048576
            PrivateTmp=false
            ProtectSystem=full
            AmbientCapabilities=CAP_NET_BIND_SERVICE
            """);

        (await node.Do("check", "--unit", node.In("vegavisor.service"))).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1, r.Output), r => r.Output.ShouldContain($"there is no Restart= in {node.In("vegavisor.service")}: a Visor that crashes is not started again"));
    }

    [Fact]
    public async Task JSON_has_the_documented_fields()
    {
        await using var node = await SoundNode();

        using var json = JsonDocument.Parse((await node.Do("check", "--output", "json")).Output);

        var root = json.RootElement;
        root.GetProperty("format").GetInt32().ShouldBe(1);
        root.GetProperty("ready").GetBoolean().ShouldBeTrue();
        root.GetProperty("release").ValueKind.ShouldBe(JsonValueKind.Null);
        var first = root.GetProperty("checks")[0];
        first.EnumerateObject().Select(p => p.Name).ShouldBe(["verdict", "what", "found", "remedy"]);
        first.GetProperty("verdict").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task A_hook_that_is_not_there_is_found()
    {
        await using var node = await SoundNode();
        node.Configure("[hooks]\nonStaged = [\"missing.sh\"]\n");

        (await node.Do("check")).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(1), r => r.Output.ShouldContain($"✗ hook onStaged         {node.In("missing.sh")} is not a file"));
    }

    [Fact]
    public async Task A_token_that_has_expired_is_warned_of_though_the_release_is_to_be_had()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        await fetching.Server.Misbehave(new Misbehaviour.TokenRefused(401));
        fetching.Configure("tokenFile = \"token\"");
        fetching.Node.Write("token", "SECRET");

        var (_, output) = await fetching.Node.Do("check", "--release", Next);

        output.ShouldContain("the server rejects the token in the file");
        output.ShouldContain("and the disk has room for it");
        output.ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_machine_that_trusts_no_authority_is_told_so()
    {
        await using var server = new UntrustedServer();
        await using var node = await SoundNode();
        node.Configure($"[autoInstall]\nenabled = true\napiUrl = \"{server.Address}\"\n[autoInstall.asset]\nname = \"vega.zip\"\n");

        var nowhere = node.In("nowhere");
        await using var check = VisorProcess.Start(
            ["check", "--home", node.Home, "--release", Next],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = nowhere, ["SSL_CERT_DIR"] = nowhere });

        (await check.WaitForExit()).ShouldBe(1, check.Output);
        check.Output.ShouldContain("this machine has no CA certificates; install them (`apt install ca-certificates`)");
    }

    [Fact]
    public async Task A_token_is_never_shown()
    {
        await using var fetching = await FetchingNode.Create();
        fetching.Server.RequiredToken = "another";
        fetching.Configure("tokenFile = \"token\"");
        fetching.Node.Write("token", "SECRET");

        var (code, output) = await fetching.Node.Do("check", "--release", Next);

        code.ShouldBe(1, output);
        output.ShouldNotContain("SECRET");
    }

    private static async Task<TestNode> SoundNode()
    {
        var node = await TestNode.Create();
        Directory.CreateDirectory(node.NodeHome);
        return node;
    }

    private static string Listing(string folder) => string.Join('\n', Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {File.GetUnixFileMode(path)}"));
}
