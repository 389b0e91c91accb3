using System.Security.Cryptography;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Hooks;
using Visor.SimulatedGitHub.Archives;
using Xunit;

namespace Visor.EndToEnd.Staging;

/// <summary>A release that an operator brings in a file, as on a machine without a network.</summary>
public sealed class GivenReleaseTests
{
    private const string Next = FetchingNode.Next;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_release_in_a_file_is_placed_without_a_network_and_upgraded_to(bool archive)
    {
        await using var node = await TestNode.Create();
        var file = await Bring(node, archive ? vega => ReleaseArchive.Zip(ArchiveEntry.File("vega", vega), ArchiveEntry.File("LICENSE", [1])) : vega => vega);
        node.Configure("[autoInstall.asset]\nbinaryName = \"vega\"\n[autoInstall]\nenabled = false\n");
        var visor = await node.RunUntilReady();

        var (code, output) = await node.Do("stage", Next, "--from", file, "--sha256", (archive ? "sha256:" : "") + Sha256(file).ToUpperInvariant());

        code.ShouldBe(0, output);
        output.ShouldContain($"{file} has the SHA-256 {Sha256(file)}, which matches --sha256");
        output.ShouldContain($"{Next} is ready in {node.In(Next)}.");
        (await File.ReadAllTextAsync(node.In(Next, "run-config.toml"), TestContext.Current.CancellationToken)).ShouldContain($"name = \"{Next}\"");
        Directory.GetFileSystemEntries(node.In(".visor", "staging")).ShouldBeEmpty();
        File.Exists(file).ShouldBeTrue();
        node.Network.UpgradeIn(30, Next);
        await node.Ready(Next);
        node.ShouldHaveStarted(TestNode.Genesis, Next);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_release_brought_by_hand_ends_a_download_that_takes_too_long()
    {
        await using var fetching = await FetchingNode.Create();
        var file = await Bring(fetching.Node, vega => vega);
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload();

        var (code, output) = await fetching.Node.Do("stage", Next, "--from", file);

        code.ShouldBe(0, output);
        output.ShouldContain("not compared with anything (no --sha256 given)");
        await fetching.Node.WaitForUpgrade(Next, "staged");
        fetching.Node.Network.UpgradeIn(20, Next);
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_file_that_is_not_the_one_that_was_meant_is_not_placed()
    {
        await using var node = await TestNode.Create();
        var file = await Bring(node, vega => vega);
        var other = await Bring(node, vega => vega, "v9.9.9");

        await Refused(node, $"has the SHA-256 {Sha256(file)} instead of {new string('1', 64)}", "--from", file, "--sha256", new string('1', 64));
        await Refused(node, "vega of v0.2.0 contains v9.9.9, not v0.2.0", "--from", other);
        await Refused(node, $"{file}.zip does not exist", "--from", file + ".zip");
        await Refused(node, "is a folder; name the archive or the binary of the release in it", "--from", node.Home);
        node.Configure("[autoInstall]\nenabled = false\nverification = \"required\"\n");
        await Refused(node, "requires a digest; give the file's digest with --sha256", "--from", file);
    }

    [Fact]
    public async Task Nothing_of_it_is_run_before_the_hook_has_approved_of_it()
    {
        await using var node = await TestNode.Create();
        var file = await Bring(node, vega => [.. System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\ntouch {node.In("has-run")}\n"), .. vega]);
        node.Configure("[hooks]\n" + new HookedNode(node).Hook("onStaged", "echo unknown signer >&2; exit 7"));

        await Refused(node, $"unknown signer; {Next} is not ready until that hook succeeds", "--from", file);
        File.Exists(node.In("has-run")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_in_the_folder_already_is_never_overwritten()
    {
        await using var node = await TestNode.Create();
        var file = await Bring(node, vega => vega);
        node.Write($"{Next}/vega", "mine");

        var (code, output) = await node.Do("stage", Next, "--from", file);
        code.ShouldBe(1, output);
        output.ShouldContain($"{node.In(Next)} exists, and Visor never overwrites a release");
        (await node.Do("stage", Next)).Output.ShouldContain($"run-config.toml: there is no such file; each release needs one; write it, or move the folder away and run `visor stage {Next} --from FILE --home {node.Home}`");
        File.ReadAllText(node.In(Next, "vega")).ShouldBe("mine");
    }

    [Theory]
    [InlineData("belongs to the file that --from names", "--sha256", "00")]
    [InlineData("is not a SHA-256; give its 64 hexadecimal digits", "--from", "vega", "--sha256", "00")]
    [InlineData("--from is empty", "--from", "")]
    public async Task What_cannot_be_meant_is_a_usage_error(string told, params string[] options)
    {
        await using var node = await TestNode.Create();
        var (code, output) = await node.Do("stage", [Next, .. options]);
        code.ShouldBe(64, output);
        output.ShouldContain(told);
    }

    private static async Task Refused(TestNode node, string told, params string[] options)
    {
        var (code, output) = await node.Do("stage", [Next, .. options]);
        code.ShouldBe(1, output);
        output.ShouldContain($"{Next} is NOT READY: ");
        output.ShouldContain(told);
        output.ShouldNotContain("   at ");
        Path.Exists(node.In(Next)).ShouldBeFalse();
        var staging = node.In(".visor", "staging");
        (Directory.Exists(staging) ? Directory.GetFileSystemEntries(staging) : []).ShouldBeEmpty();
    }

    /// <summary>Puts a release into a file beside the home.</summary>
    private static async Task<string> Bring(TestNode node, Func<byte[], byte[]> pack, string release = Next)
    {
        var binary = await node.Network.Install(node.In("..", "brought", release), release);
        await File.WriteAllBytesAsync(binary, pack(await File.ReadAllBytesAsync(binary, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
        return Path.GetFullPath(binary);
    }

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
