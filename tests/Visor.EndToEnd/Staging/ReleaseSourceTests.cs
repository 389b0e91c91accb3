using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Staging.Signing;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;
using Xunit;

namespace Visor.EndToEnd.Staging;

/// <summary>Releases from elsewhere than GitHub: the same course, and the same verification.</summary>
public sealed class ReleaseSourceTests
{
    private const string Next = FetchingNode.Next;
    private const string Asset = "vega-{os}-amd64.zip";

    public static TheoryData<string> Servers => ["gitlab", "forgejo", "gitea", "url"];

    public static TheoryData<string> All => [.. Servers, "folder"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_upgrade_is_fetched_verified_and_made(string source)
    {
        using var signer = await Signer.Create("minisign");
        await using var fetching = await FetchingNode.Create();
        Configure(fetching, source, $"""
            checksumsAsset = "SHA256SUMS-{"{version}"}"
            [autoInstall.signature]
            keys = ["{signer.PublicKey}"]
            """);
        var zip = await fetching.Zip();
        var list = System.Text.Encoding.UTF8.GetBytes($"{ReleaseAsset.Of("x", zip).Sha256}  {FetchingNode.AssetName}\n");
        await Publish(fetching, source, (FetchingNode.AssetName, zip), ("SHA256SUMS-0.2.0", list), ("SHA256SUMS-0.2.0.minisig", await signer.Sign(list)));
        var visor = await fetching.Node.RunUntilReady();

        fetching.Node.Network.UpgradeIn(60, Next);

        await visor.WaitForLine("as in a list of digests that is signed (SHA256SUMS-0.2.0.minisig of v0.2.0)");
        await fetching.Upgraded(visor);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_release_that_is_not_there_yet_is_fetched_once_it_is(string source)
    {
        await using var refusal = await Refusal.Begin();
        Configure(refusal.Fetching, source);
        var zip = await refusal.Fetching.Zip();
        Directory.CreateDirectory(Folder(refusal.Fetching, Next));
        await refusal.Until(
            () => Publish(refusal.Fetching, source, (FetchingNode.AssetName, zip)),
            source switch
            {
                "folder" => $"{Folder(refusal.Fetching, Next)}/vega-linux-amd64.zip does not exist; put the asset of v0.2.0 there",
                "url" => $"{refusal.Fetching.Server.ApiUrl}/vegaprotocol/vega/releases/download/v0.2.0 has no vega-linux-amd64.zip of v0.2.0, or hides it",
                _ => "vegaprotocol/vega has no release v0.2.0, or hides it",
            },
            source is "folder" or "url" ? $"`{source}` in `[autoInstall]`" : "`repositoryOwner` and `repository` in `[autoInstall]`");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task What_is_private_is_fetched_with_a_token_that_nobody_else_gets_to_see(string source)
    {
        const string token = "glpat-s3cr3t";
        await using var fetching = await FetchingNode.Create();
        fetching.Server.RequiredToken = token;
        fetching.Node.Write("token", token);
        var zip = await fetching.Zip();
        await Publish(fetching, source, (FetchingNode.AssetName, zip));
        Configure(fetching, source);
        var (code, output) = await fetching.Node.Do("stage", Next);
        code.ShouldBe(1, output);
        output.ShouldContain("is visible only with a token: name a file with one in `tokenFile`");

        Configure(fetching, source, "tokenFile = \"token\"");
        (code, output) = await fetching.Node.Do("stage", Next);

        code.ShouldBe(0, output);
        fetching.Server.Requests.Where(r => r.Host == HostRole.Storage).ShouldAllBe(r => !r.HasToken);
        output.ShouldNotContain(token);
        Directory.EnumerateFiles(fetching.Node.In(".visor"), "*", SearchOption.AllDirectories).ShouldAllBe(file => !File.ReadAllText(file).Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gitlab", "GITLAB_TOKEN")]
    [InlineData("forgejo", "FORGEJO_TOKEN")]
    public async Task A_token_of_the_environment_is_for_its_own_kind_of_server(string source, string variable)
    {
        await using var fetching = await FetchingNode.Create();
        fetching.Server.RequiredToken = "s3cr3t";
        await Publish(fetching, source, (FetchingNode.AssetName, await fetching.Zip()));
        Configure(fetching, source);

        (await Stage("GITHUB_TOKEN")).ShouldBe(1);
        fetching.Server.Requests.ShouldAllBe(r => !r.HasToken);
        (await Stage(variable)).ShouldBe(0);

        async Task<int> Stage(string name) => await VisorProcess.Start(["stage", Next, "--home", fetching.Node.Home], environment: new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = "s3cr3t" }).WaitForExit();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_check_says_where_it_looks_and_whether_the_bytes_can_be_had(string source)
    {
        await using var fetching = await FetchingNode.Create();
        await Publish(fetching, source, (FetchingNode.AssetName, await fetching.Zip()));
        Configure(fetching, source);

        var output = (await fetching.Node.Do("check", "--release", Next)).Output.ReplaceLineEndings(" ");

        output.ShouldContain(source switch
        {
            "folder" => $"the folder {Folder(fetching, "{tag}")}, the asset \"{Asset}\"; no signature is demanded",
            "url" => $"files below {fetching.Server.ApiUrl}/vegaprotocol/vega/releases/download/{{tag}}, the asset",
            "gitlab" => $"vegaprotocol/vega at the GitLab {fetching.Server.ApiUrl}/api/v4",
            _ => $"vegaprotocol/vega at the Forgejo or Gitea {fetching.Server.ApiUrl}/api/v1",
        });
        output.ShouldContain("downloadable, and the disk has room for it");
    }

    [Fact]
    public async Task A_pipe_in_the_folder_is_not_waited_for()
    {
        await using var fetching = await FetchingNode.Create();
        Configure(fetching, "folder");
        Directory.CreateDirectory(Folder(fetching, Next));
        (await TestProcess.Run("mkfifo", Path.Combine(Folder(fetching, Next), FetchingNode.AssetName))).ExitCode.ShouldBe(0);

        var (code, output) = await fetching.Node.Do("stage", Next);

        code.ShouldBe(1, output);
        output.ShouldContain("vega-linux-amd64.zip is a pipe or a device; put the release's files there");
    }

    private static string Folder(FetchingNode fetching, string tag) => fetching.Node.In("published", tag);

    private static void Configure(FetchingNode fetching, string source, string more = "") => fetching.Node.Configure($"""
        [autoInstall]
        source = "{source}"
        {source switch
        {
            "folder" => "folder = \"published/{tag}\"",
            "url" => $"url = \"{fetching.Server.ApiUrl}/vegaprotocol/vega/releases/download/{{tag}}/\"",
            _ => $"apiUrl = \"{fetching.Server.ApiUrl}{(source is "gitlab" ? "/api/v4" : "/api/v1")}\"",
        }}
        asset = {"{"} name = "{Asset}", binaryName = "vega" {"}"}
        {more}

        """);

    private static async Task Publish(FetchingNode fetching, string source, params (string Name, byte[] Content)[] files)
    {
        if (source is not "folder")
        {
            fetching.Publish(Next, [.. files.Select(f => ReleaseAsset.Of(f.Name, f.Content))]);
            return;
        }

        Directory.CreateDirectory(Folder(fetching, Next));
        foreach (var (name, content) in files)
            await File.WriteAllBytesAsync(Path.Combine(Folder(fetching, Next), name), content, TestContext.Current.CancellationToken);
    }
}
