using Shouldly;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Xunit;

namespace Visor.EndToEnd.Staging.Signing;

/// <summary>Where the configuration names keys, only a release that one of them has signed is placed and run.</summary>
public sealed class SignedReleaseTests
{
    private const string Next = FetchingNode.Next;

    [Theory]
    [InlineData("minisign")]
    [InlineData("ed25519")]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task A_release_whose_list_of_digests_is_signed_is_upgraded_to(string program)
    {
        using var signer = await Signer.Create(program);
        await using var fetching = await FetchingNode.Create(autoInstall: Listed(signer.PublicKey));
        fetching.Publish(Next, await signer.Release(await fetching.Zip()));
        var visor = await fetching.Node.RunUntilReady();

        fetching.Node.Network.UpgradeIn(60, Next);

        await visor.WaitForLine("as in a list of digests that is signed (SHA256SUMS");
        await fetching.Upgraded(visor);
    }

    [Theory]
    [InlineData("minisign")]
    [InlineData("minisign", "-l")]
    [InlineData("ed25519")]
    public async Task A_release_whose_asset_is_signed_is_staged(string program, params string[] options)
    {
        using var signer = await Signer.Create(program, options);
        await using var fetching = await FetchingNode.Create(autoInstall: Own(signer.PublicKey));
        var zip = await fetching.Zip();
        fetching.Publish(Next, ReleaseAsset.Of(FetchingNode.AssetName, zip), ReleaseAsset.Of(FetchingNode.AssetName + signer.Suffix, await signer.Sign(zip)));

        var (code, output) = await fetching.Node.Do("stage", Next);

        code.ShouldBe(0, output);
        output.ShouldContain($"and it is signed (vega-linux-amd64.zip{signer.Suffix} of v0.2.0) by ");
    }

    [Fact]
    public async Task A_release_without_its_signature_is_refused_and_the_node_runs_on()
    {
        using var signer = await Signer.Create("minisign");
        var whole = await Refused(signer, Listed(signer.PublicKey), release => Task.FromResult<IReadOnlyList<ReleaseAsset>>([.. release.Take(2)]),
            "SHA256SUMS of v0.2.0 has no signature: there is no \"SHA256SUMS.minisig\" beside it, and `keys` in `[autoInstall.signature]` demands one; publish it");
        whole.ShouldBe(0);
    }

    [Fact]
    public async Task A_release_with_the_signature_of_a_foreign_key_is_refused_and_the_node_runs_on()
    {
        using var signer = await Signer.Create("ed25519");
        using var foreigner = await Signer.Create("ed25519");
        await Refused(signer, Listed(signer.PublicKey), async release => await foreigner.Release(await Bytes(release[0])),
            "SHA256SUMS.sig of v0.2.0 is made with a foreign key, SSH key SHA256:", "ask the publisher by another way whether that key is theirs");
    }

    [Fact]
    public async Task A_list_that_is_not_what_was_signed_is_refused_and_the_node_runs_on()
    {
        using var signer = await Signer.Create("minisign");
        await Refused(signer, Listed(signer.PublicKey), async release => [release[0], ReleaseAsset.Of(Signer.List, [.. await Bytes(release[1]), (byte)'\n']), release[2]],
            "SHA256SUMS of v0.2.0 does not match its signature SHA256SUMS.minisig of v0.2.0 by minisign key", "damaged or not genuine, so nothing of it is unpacked or run");
    }

    [Fact]
    public async Task An_asset_that_is_not_what_was_signed_is_fetched_and_not_unpacked_and_the_node_runs_on()
    {
        using var signer = await Signer.Create("minisign");
        var downloads = await Refused(signer, Own(signer.PublicKey), async release => [release[0], ReleaseAsset.Of($"{FetchingNode.AssetName}.minisig", await signer.Sign([1]))],
            "vega-linux-amd64.zip of v0.2.0 does not match its signature vega-linux-amd64.zip.minisig of v0.2.0 by minisign key",
            async release => [release[0], ReleaseAsset.Of($"{FetchingNode.AssetName}.minisig", await signer.Sign(await Bytes(release[0])))]);
        downloads.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_release_signed_with_a_key_that_has_expired_is_refused()
    {
        using var signer = await Signer.Create("minisign");
        await Unstaged(signer, Listed($"valid-before=20200101 {signer.PublicKey}"), "SHA256SUMS.minisig of v0.2.0 is made with minisign key", "which expired at 2020-01-01T00:00:00Z, so it does not count; ask the publisher for a signature by their current key");
        await Unstaged(signer, Listed($"valid-after=29990101 {signer.PublicKey}"), "which is not valid before 2999-01-01T00:00:00Z");
    }

    [Fact]
    public async Task A_release_signed_for_something_else_is_refused()
    {
        using var signer = await Signer.Create("ed25519");
        await Unstaged(signer, Listed(signer.PublicKey), "SHA256SUMS.sig of v0.2.0 is made for the namespace \"git\", not \"file\"; sign with -n file");
    }

    [Fact]
    public async Task A_signature_of_another_kind_or_none_is_refused()
    {
        using var ssh = await Signer.Create("ed25519");
        using var minisign = await Signer.Create("minisign");
        await Unstaged(ssh, Listed(minisign.PublicKey, "asset = \"SHA256SUMS.sig\", "), "SHA256SUMS.sig of v0.2.0 is ssh-keygen's, but `keys` in `[autoInstall.signature]` names keys of minisign's");
        await Unstaged(ssh, Listed(minisign.PublicKey, "asset = \"SHA256SUMS\", "), "SHA256SUMS of v0.2.0 is no signature that Visor can read");
    }

    [Theory]
    [InlineData("keys = []")]
    [InlineData("keys = [\"RWQ\"]")]
    [InlineData("kyes = [\"RWQ\"]")]
    public async Task Keys_that_cannot_be_read_place_nothing_and_start_the_node(string keys)
    {
        await using var fetching = await FetchingNode.Create(autoInstall: $"signature = {{ {keys} }}");
        await fetching.Publish();
        var file = fetching.Node.In("vega.zip");
        await File.WriteAllBytesAsync(file, await fetching.Zip(), TestContext.Current.CancellationToken);
        var visor = await fetching.Node.RunUntilReady();

        foreach (var options in (string[][])[[], ["--from", file]])
        {
            var (code, output) = await fetching.Node.Do("stage", [Next, .. options]);
            code.ShouldBe(1, output);
            output.ShouldContain("autoInstall.signature.keys: ");
        }

        fetching.ShouldBeUntouched(visor);
        fetching.Downloads.ShouldBeEmpty();
        await fetching.Node.StopCleanly(visor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_release_in_a_file_needs_its_signature_beside_it(bool isListed)
    {
        using var signer = await Signer.Create("minisign");
        await using var fetching = await FetchingNode.Create(autoInstall: isListed ? Listed(signer.PublicKey) : Own(signer.PublicKey));
        var zip = await fetching.Zip();
        var folder = Directory.CreateDirectory(fetching.Node.In("brought")).FullName;
        var file = Path.Combine(folder, FetchingNode.AssetName);
        await File.WriteAllBytesAsync(file, zip, TestContext.Current.CancellationToken);

        var (code, output) = await fetching.Node.Do("stage", Next, "--from", file);

        code.ShouldBe(1, output);
        output.ShouldContain(isListed ? "there is no \"SHA256SUMS\" beside it" : "there is no \"vega-linux-amd64.zip.minisig\" beside it");
        foreach (var beside in isListed ? (await signer.Release(zip)).Skip(1) : [ReleaseAsset.Of($"{FetchingNode.AssetName}.minisig", await signer.Sign(zip))])
            await File.WriteAllBytesAsync(Path.Combine(folder, beside.Name), await Bytes(beside), TestContext.Current.CancellationToken);
        (code, output) = await fetching.Node.Do("stage", Next, "--from", file);
        code.ShouldBe(0, output);
        output.ShouldContain($"{file} is signed by minisign key ");
        fetching.Server.Requests.ShouldBeEmpty();

        Directory.Delete(fetching.Node.In(Next), recursive: true);
        await File.WriteAllBytesAsync(file, await fetching.Zip("v9.9.9"), TestContext.Current.CancellationToken);
        (code, output) = await fetching.Node.Do("stage", Next, "--from", file);
        code.ShouldBe(1, output);
        output.ShouldContain(isListed ? "instead of the signed " : "does not match its signature");
    }

    [Fact]
    public async Task An_archive_that_is_here_already_is_verified_again()
    {
        using var signer = await Signer.Create("minisign");
        await using var fetching = await FetchingNode.Create();
        var zip = await fetching.Zip();
        fetching.Publish(Next, ReleaseAsset.Of(FetchingNode.AssetName, zip), ReleaseAsset.Of($"{FetchingNode.AssetName}.minisig", await signer.Sign(zip)));
        await fetching.Server.Misbehave(new Misbehaviour.NoDigest());
        fetching.Configure(Own(signer.PublicKey), further: "[hooks]\nonStaged = [\"/bin/false\"]\n");
        (await fetching.Node.Do("stage", Next)).ExitCode.ShouldBe(1);
        var archive = fetching.Node.In(".visor", "staging", Next, "asset");
        byte[] spoilt = [.. zip];
        spoilt[^1] ^= 1;
        await File.WriteAllBytesAsync(archive, spoilt, TestContext.Current.CancellationToken);
        fetching.Configure(Own(signer.PublicKey));

        var (code, output) = await fetching.Node.Do("stage", Next);

        code.ShouldBe(1, output);
        output.ShouldContain("vega-linux-amd64.zip of v0.2.0 does not match its signature");
        File.Exists(archive).ShouldBeFalse();
        (await fetching.Node.Do("stage", Next)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_check_says_which_keys_count_and_verifies_what_it_can()
    {
        using var signer = await Signer.Create("minisign");
        await using var fetching = await FetchingNode.Create(autoInstall: Listed($"valid-before=29991231 {signer.PublicKey}"));
        fetching.Publish(Next, await signer.Release(await fetching.Zip()));

        var output = (await fetching.Node.Do("check", "--release", Next)).Output.ReplaceLineEndings(" ");

        output.ShouldContain("vegaprotocol/vega at the GitHub http://127.0.0.1:");
        output.ShouldContain("its list of digests \"SHA256SUMS\" must be signed by minisign key ");
        output.ShouldContain(" (until 2999-12-31T00:00:00Z)");
        output.ShouldContain("its SHA-256 is in a list signed by minisign key ");
    }

    /// <summary>The whole course of a bad release, until it is published as it should be.</summary>
    /// <returns>How often the bytes of assets were asked for before that.</returns>
    private static async Task<int> Refused(
        Signer signer, string autoInstall, Func<IReadOnlyList<ReleaseAsset>, Task<IReadOnlyList<ReleaseAsset>>> spoil, string told, Func<IReadOnlyList<ReleaseAsset>, Task<IReadOnlyList<ReleaseAsset>>> mend)
    {
        await using var refusal = await Refusal.Begin(autoInstall);
        var sound = await signer.Release(await refusal.Fetching.Zip());
        refusal.Fetching.Publish(Next, await spoil(sound));
        var downloads = 0;
        await refusal.Until(
            async () =>
            {
                downloads = refusal.Fetching.Downloads.Count(d => d.Path.EndsWith(".zip", StringComparison.Ordinal));
                refusal.Fetching.Publish(Next, await mend(sound));
            },
            told);
        return downloads;
    }

    private static Task<int> Refused(
        Signer signer, string autoInstall, Func<IReadOnlyList<ReleaseAsset>, Task<IReadOnlyList<ReleaseAsset>>> spoil, params string[] told) =>
        Refused(signer, autoInstall, spoil, told[0], Task.FromResult);

    private static async Task Unstaged(Signer signer, string autoInstall, params string[] told)
    {
        await using var fetching = await FetchingNode.Create(autoInstall: autoInstall);
        fetching.Publish(Next, await signer.Release(await fetching.Zip(), told[0].Contains("namespace", StringComparison.Ordinal) ? "git" : "file"));

        var (code, output) = await fetching.Node.Do("stage", Next);

        code.ShouldBe(1, output);
        foreach (var text in told)
            output.ShouldContain(text);
        Path.Exists(fetching.Node.In(Next)).ShouldBeFalse();
        fetching.Downloads.ShouldNotContain(d => d.Path.EndsWith(".zip", StringComparison.Ordinal));
    }

    private static async Task<byte[]> Bytes(ReleaseAsset asset)
    {
        await using var content = asset.Open();
        using var all = new MemoryStream();
        await content.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    private static string Listed(string key, string more = "") => $"checksumsAsset = \"SHA256SUMS\"\n{Own(key, more)}";

    private static string Own(string key, string more = "") => $"signature = {{ {more}keys = ['{key}'] }}";
}
