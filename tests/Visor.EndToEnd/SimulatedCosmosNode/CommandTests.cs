using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SimulatedCosmosNode;

/// <summary>The commands besides <c>start</c>.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("stdout")]
    [InlineData("stderr")]
    public async Task The_version_comes_on_either_stream(string stream)
    {
        await using var home = CosmosHome.Create(genesis: new CosmosRelease("v1.2.3") { VersionStream = stream });

        await using var version = TestProcess.Start(home.Binary(), "version");

        (await version.WaitForExit()).ShouldBe(0);
        version.Lines.ShouldBe(["v1.2.3"]);
        version.StandardOutput.Count.ShouldBe(stream is "stdout" ? 1 : 0);
    }

    [Theory]
    [InlineData("--output", "json")]
    [InlineData("-o", "json")]
    public async Task The_long_version_names_the_sdk(params string[] form)
    {
        await using var home = CosmosHome.Create("047");

        var (_, output) = await home.Do(null, ["version", "--long", .. form]);

        CosmosRpc.Parse(output).GetProperty("cosmos_sdk_version").GetString().ShouldBe("v0.47.5");
    }

    [Fact]
    public async Task A_release_without_pre_upgrade_does_not_know_the_command()
    {
        await using var home = CosmosHome.Create();

        (await home.Do(null, "pre-upgrade")).ShouldBe((1, "Error: unknown command \"pre-upgrade\" for \"appd\""));
    }

    [Fact]
    public async Task Pre_upgrade_fails_as_often_as_it_is_to()
    {
        await using var home = CosmosHome.Create();
        home.Prepare("v2", CosmosRelease.For("v2") with { PreUpgrade = new CosmosPreUpgrade(31, Times: 2) });
        string[] command = ["pre-upgrade", "--home", home.Folder];

        (await home.Do("v2", command)).ExitCode.ShouldBe(31);
        (await home.Do("v2", command)).ExitCode.ShouldBe(31);
        (await home.Do("v2", command)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Pre_upgrade_may_be_killed()
    {
        await using var home = CosmosHome.Create(genesis: new CosmosRelease { PreUpgrade = new CosmosPreUpgrade(Signal: 9) });

        (await home.Do(null, "pre-upgrade")).ExitCode.ShouldBe(128 + 9);
    }

    [Theory]
    [InlineData("047", "SyncInfo")]
    [InlineData("050", "sync_info")]
    public async Task Status_asks_the_node_of_the_client_settings(string dialect, string key)
    {
        await using var home = CosmosHome.Create(dialect);
        (await home.Do(null, "status", "--home", home.Folder)).ExitCode.ShouldBe(1);
        home.Network.Pause(3);
        home.Start();
        await home.Rpc.Reaches(3);

        var (exitCode, output) = await home.Do(null, "status", "--home", home.Folder);

        exitCode.ShouldBe(0, output);
        CosmosRpc.Parse(output).GetProperty(key).GetProperty("latest_block_height").GetString().ShouldBe("3");
    }

    [Fact]
    public async Task Rollback_takes_back_a_block_of_a_node_that_is_down()
    {
        await using var home = CosmosHome.Create();
        home.Network.Pause(3);
        var node = home.Start();
        await home.Rpc.Reaches(3);
        (await home.Do(null, "rollback", "--home", home.Folder)).ExitCode.ShouldBe(1);
        await node.Terminate();

        (await home.Do(null, "rollback", "--home", home.Folder)).Output.ShouldContain("Rolled back state to height 2");
    }

    [Fact]
    public async Task A_release_may_be_one_file()
    {
        await using var home = CosmosHome.Create();
        var release = new CosmosRelease("v9.9.9");
        var whole = home.In("whole");
        Directory.CreateDirectory(whole);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(home.Binary())!).Where(f => !f.EndsWith(".release.json", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(whole, Path.GetFileName(file)));
        await File.WriteAllBytesAsync(Path.Combine(whole, "new"), CosmosProgram.OneFile(release), TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(whole, "new"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.Move(Path.Combine(whole, "new"), Path.Combine(whole, "appd"), overwrite: true);

        // Another test may just be starting a program, which then has the file open for writing for a moment.
        var (_, output) = await TestProcess.Run("/bin/sh", "-c", "until \"$0\" version; do :; done", Path.Combine(whole, "appd"));

        output.ShouldEndWith("v9.9.9");
    }
}
