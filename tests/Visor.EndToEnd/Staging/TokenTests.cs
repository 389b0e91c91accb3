using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class TokenTests
{
    private const string Token = "ghp_0123456789abcdefSECRET";

    private static readonly Dictionary<string, string?> InEnvironment = new(StringComparer.Ordinal) { ["GITHUB_TOKEN"] = Token };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_reaches_the_API_and_nobody_else(bool fromFile)
    {
        await using var fetching = await FetchingNode.Create();
        var node = fetching.Node;
        await fetching.Publish();
        fetching.Server.RequiredToken = Token;
        if (fromFile)
            UseFile(fetching, Token);
        var visor = node.Run(environment: fromFile ? null : InEnvironment);
        await node.Ready(TestNode.Genesis);
        var core = node.Ledger.All("start")[0].Pid;
        (await File.ReadAllTextAsync($"/proc/{core}/environ", TestContext.Current.CancellationToken)).ShouldNotContain(Token);

        node.Network.UpgradeIn(40, FetchingNode.Next);
        await fetching.Upgraded(visor);
        fetching.ApiRequests.ShouldAllBe(r => r.HasToken);
        fetching.Downloads.ShouldAllBe(r => !r.HasToken);
        ShouldNotBeToldIn(fetching, visor);
    }

    [Fact]
    public async Task A_private_repository_asks_for_a_token_and_opens_when_there_is_one()
    {
        await using var refusal = await Refusal.Begin();
        await refusal.Fetching.Publish();
        refusal.Fetching.Server.RequiredToken = Token;
        await refusal.Until(
            () =>
            {
                UseFile(refusal.Fetching, Token);
                return Task.CompletedTask;
            },
            "has no release v0.2.0, or hides it", "a private repository is visible only with a token: name a file with one in `tokenFile`");
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_is_told_by_its_place_alone()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        fetching.Server.RequiredToken = "another";
        var visor = fetching.Node.Run(environment: InEnvironment);
        await fetching.Node.Ready(TestNode.Genesis);
        fetching.Node.Network.UpgradeIn(40, FetchingNode.Next);

        await fetching.WaitForReason("the server rejects the token in the environment variable GITHUB_TOKEN; put a valid one there");
        fetching.ShouldBeUntouched(visor);

        fetching.Server.RequiredToken = Token;
        fetching.Wake();
        await fetching.Upgraded(visor);
        ShouldNotBeToldIn(fetching, visor);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_token_that_has_expired_is_said_and_a_public_repository_fetched_without_it(int status)
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        await fetching.Server.Misbehave(new Misbehaviour.TokenRefused(status));
        var visor = fetching.Node.Run(environment: InEnvironment);
        await fetching.Node.Ready(TestNode.Genesis);

        fetching.Node.Network.UpgradeIn(40, FetchingNode.Next);

        await fetching.Node.WaitForStatus(s => s.Notice?.Contains("rejects the token", StringComparison.Ordinal) == true, "a notice about the token");
        await fetching.Upgraded(visor);
        visor.Lines.Where(l => l.Contains("rejects the token in the environment variable GITHUB_TOKEN", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldContain($"warn  v0.1.0 Downloading v0.2.0 without a token");
        ShouldNotBeToldIn(fetching, visor);
    }

    [Fact]
    public async Task A_file_that_holds_no_token_is_told_until_it_does()
    {
        await using var refusal = await Refusal.Begin();
        await refusal.Fetching.Publish();
        refusal.Fetching.Server.RequiredToken = Token;
        UseFile(refusal.Fetching, $"token: {Token}");
        await refusal.Until(
            () =>
            {
                UseFile(refusal.Fetching, Token);
                return Task.CompletedTask;
            },
            "holds no token", "put only the token in it, or delete the line `tokenFile`");
    }

    private static void UseFile(FetchingNode fetching, string content)
    {
        fetching.Node.Write("token", content + "\n");
        fetching.Configure($"tokenFile = \"{fetching.Node.In("token")}\"");
    }

    /// <summary>To be asked for when Visor has ended and its files are nobody's.</summary>
    private static void ShouldNotBeToldIn(FetchingNode fetching, TestProcess visor)
    {
        visor.Output.ShouldNotContain(Token);
        fetching.Node.Journal.ShouldNotContain(Token);
        foreach (var file in Directory.EnumerateFiles(fetching.Node.In(".visor"), "*", SearchOption.AllDirectories))
            File.ReadAllText(file).ShouldNotContain(Token, customMessage: file);
    }
}
