using Shouldly;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class ApiTroubleTests
{
    private const string CheckAddress = "check `apiUrl` in `[autoInstall]`, and the proxy in front of it";

    [Fact]
    public Task An_API_that_is_down_is_asked_until_it_is_up() =>
        Refusal.Of(new Misbehaviour.ApiDown(), "cannot be reached (Connection refused)", "check the network, the proxy");

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public Task An_API_that_fails_is_asked_until_it_has_recovered(int status) =>
        Refusal.Of(new Misbehaviour.ApiStatus(status), $"answered with HTTP {status}", "wait until the server has recovered");

    [Fact]
    public Task An_API_that_refuses_is_asked_until_it_does_not() =>
        Refusal.Of(new Misbehaviour.ApiStatus(401), "answered with HTTP 401 (Bad credentials)", "name a file with one in `tokenFile`");

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_server_that_has_been_asked_too_often_is_left_alone_for_as_long_as_it_wants(int status)
    {
        await using var refusal = await Refusal.Begin();
        var fetching = refusal.Fetching;
        await fetching.Publish();
        await fetching.Server.Misbehave(new Misbehaviour.RateLimited(status, RetryAfter: TimeSpan.FromSeconds(4)) { Times = 1 });

        await refusal.Until(
            () =>
            {
                // Whatever else happens in the home, nobody asks earlier.
                fetching.Wake();
                return Task.CompletedTask;
            },
            $"answered with HTTP {status}", "rate limited; retrying in 4 s");

        var asked = fetching.ApiRequests;
        asked[0].Status.ShouldBe(status);
        (asked[1].BeganAt - asked[0].BeganAt).ShouldBeGreaterThan(TimeSpan.FromSeconds(3.9));
    }

    [Fact]
    public async Task A_core_that_names_another_upgrade_with_every_answer_makes_Visor_neither_write_nor_ask_without_end()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Server.Misbehave(new Misbehaviour.RateLimited(429, RetryAfter: TimeSpan.FromHours(1)));
        fetching.Node.Misbehave("other-plan");
        var visor = fetching.Node.Run();

        await visor.WaitForLine("the node changes its upgrade plan too often");

        // What the server has said about the release of one plan counts for that of the next. Unheard is an answer that came when the plan had changed already.
        visor.Lines.Count(l => l.Contains("answered with HTTP 429", StringComparison.Ordinal)).ShouldBeLessThan(2, fetching.Everything());
        fetching.ApiRequests.Count.ShouldBeLessThan(11, fetching.Everything());
        fetching.Node.Journal.Split("\"type\":\"accepted\"").Length.ShouldBeLessThan(13, "ten at once, then one a minute");
        await fetching.Node.StopCleanly(visor);
    }

    [Fact]
    public Task A_page_in_place_of_JSON_is_refused() =>
        Refusal.Of(new Misbehaviour.HtmlInsteadOfJson(), "answered with an HTML page instead of JSON", CheckAddress);

    [Fact]
    public Task What_is_no_JSON_is_refused() =>
        Refusal.Of(new Misbehaviour.BrokenJson(), "answered with something that is not a release", CheckAddress);

    [Fact]
    public Task Ten_megabytes_of_JSON_are_refused() =>
        Refusal.Of(new Misbehaviour.HugeJson(10), "answered with more than 4 MiB", CheckAddress);

    [Fact]
    public Task A_tag_without_a_release_is_asked_for_until_it_is_published() =>
        Refusal.Of(_ => Task.CompletedTask, "vegaprotocol/vega has no release v0.2.0, or hides it", "publish it, or correct `repositoryOwner`");

    [Fact]
    public Task A_missing_asset_is_told_with_those_there_are() => Refusal.Of(
        async fetching =>
        {
            fetching.Publish(FetchingNode.Next, await fetching.Zip(), "vega-linux-arm64.zip");
        },
        "has no asset \"vega-linux-amd64.zip\" but \"vega-linux-arm64.zip\"", "upload it, or correct `name` in `[autoInstall.asset]`");

    [Fact]
    public Task A_release_without_assets_is_refused() => Refusal.Of(
        fetching =>
        {
            fetching.Publish(FetchingNode.Next, assets: []);
            return Task.CompletedTask;
        },
        "has no assets, so \"vega-linux-amd64.zip\" is missing", "upload it");

    [Fact]
    public Task An_asset_that_is_being_uploaded_is_waited_for() =>
        Refusal.Of(new Misbehaviour.AssetStarter(), "is not uploaded yet (\"starter\")", "wait for it");

    [Fact]
    public async Task A_repository_that_has_moved_is_followed()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        await fetching.Server.Misbehave(new Misbehaviour.Moved());
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(40, FetchingNode.Next);
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_release_costs_at_most_three_questions_however_many_releases_there_are()
    {
        await using var fetching = await FetchingNode.Create();
        await fetching.Publish();
        for (var number = 0; number < 200; number++)
            fetching.Publish($"v1.{number}.0", [1]);
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(40, FetchingNode.Next);
        await fetching.Upgraded(visor);
        fetching.ApiRequests.Count.ShouldBeLessThanOrEqualTo(3, fetching.Everything());
    }
}
