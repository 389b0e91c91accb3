using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub.Misbehaving;
using Xunit;

namespace Visor.EndToEnd.Staging;

public sealed class DownloadTroubleTests
{
    private const string Recovering = "or wait until the server has recovered";

    [Fact]
    public Task A_corrupted_asset_is_refused_and_fetched_anew() =>
        Refusal.Of(new Misbehaviour.Corrupted(AtByte: 1000), "has the SHA-256", "damaged or not genuine", "ask its publisher");

    [Fact]
    public Task An_asset_with_another_digest_than_the_published_is_refused() =>
        Refusal.Of(new Misbehaviour.WrongDigest(), "has the SHA-256", $"instead of the published {new string('0', 64)}", "Visor downloads it again");

    [Fact]
    public async Task A_corrupted_asset_without_a_digest_is_found_out_when_it_is_unpacked()
    {
        await using var refusal = await Refusal.Begin();
        await refusal.Fetching.Publish(padding: FetchingNode.Large);
        await refusal.Fetching.Server.Misbehave(new Misbehaviour.NoDigest(), new Misbehaviour.Corrupted(FetchingNode.Large / 2));
        await refusal.Until(refusal.Fetching.Server.Behave, "is damaged", "download it again");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public Task A_host_of_the_bytes_that_refuses_is_asked_again_later(int status) =>
        Refusal.Of(new Misbehaviour.StorageStatus(status), $"answered with HTTP {status}", "check `[autoInstall]`, and the server and the proxy in front of it");

    [Fact]
    public Task A_host_of_the_bytes_that_fails_is_asked_until_it_has_recovered() =>
        Refusal.Of(new Misbehaviour.StorageStatus(503), "answered with HTTP 503", Recovering);

    [Fact]
    public Task A_download_that_never_gets_anywhere_is_told() =>
        Refusal.Of(new Misbehaviour.Truncated(AfterBytes: 0), "http://localhost:", "in a row", Recovering);

    [Fact]
    public Task An_asset_that_has_gone_is_told() =>
        Refusal.Of(new Misbehaviour.AssetGone(), "vega-linux-amd64.zip of v0.2.0 is gone", "publish it");

    [Fact]
    public Task Redirects_without_end_are_not_followed() =>
        Refusal.Of(new Misbehaviour.RedirectLoop(), "redirects for the 11th time, an endless loop", "check `apiUrl` in `[autoInstall]`");

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("ftp://127.0.0.1/vega.zip")]
    [InlineData("unix:///run/docker.sock")]
    public Task A_redirect_to_another_scheme_is_not_followed(string location) =>
        Refusal.Of(new Misbehaviour.RedirectTo(location), "redirects to something that is neither https:// nor http://", "check `apiUrl` in `[autoInstall]`");

    [Fact]
    public Task Bytes_that_come_encoded_are_not_taken_for_the_asset() =>
        Refusal.Of(new Misbehaviour.Encoded("gzip", Truly: true), "vega-linux-amd64.zip of v0.2.0", "ask its publisher");

    [Fact]
    public async Task A_truncated_download_goes_on_where_it_ended()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await Fetched(fetching, new Misbehaviour.Truncated(AfterBytes: 400_000) { Times = 1 });
        fetching.Downloads.Count.ShouldBe(2, fetching.Everything());
        fetching.Downloads[1].Headers["Range"].ShouldBe("bytes=400000-");
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_download_whose_connection_is_reset_goes_on()
    {
        await using var fetching = await FetchingNode.Create();
        // So many bytes that some of them have been read, whatever the reset throws away.
        var visor = await Fetched(fetching, new Misbehaviour.Reset(AfterBytes: 15_000_000) { Times = 1 }, padding: 16_000_000);
        fetching.Downloads.Count.ShouldBe(2, fetching.Everything());
        fetching.Downloads[1].Headers["Range"].ShouldMatch("^bytes=[1-9][0-9]+-$");
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_server_that_cannot_go_on_begins_anew()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await Fetched(fetching, new Misbehaviour.Truncated(AfterBytes: 400_000) { Times = 1 }, new Misbehaviour.RangeIgnored());
        fetching.Downloads[^1].Status.ShouldBe(200);
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_server_that_goes_on_at_another_place_is_asked_for_the_whole()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await Fetched(fetching, new Misbehaviour.Truncated(AfterBytes: 400_000) { Times = 1 }, new Misbehaviour.WrongRange());
        fetching.Downloads[^1].Headers.ContainsKey("Range").ShouldBeFalse();
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_server_that_sends_the_bytes_itself_needs_no_other_host()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await Fetched(fetching, new Misbehaviour.NoRedirect());
        fetching.Downloads.ShouldBeEmpty();
        await fetching.Upgraded(visor);
    }

    [Fact]
    public async Task A_download_that_stands_still_leaves_the_node_alone_and_goes_on()
    {
        await using var fetching = await FetchingNode.Create();
        var visor = await fetching.Node.RunUntilReady();
        await fetching.StallDownload();
        fetching.ShouldBeUntouched(visor);
        fetching.Node.Status!.HasUpgrade(FetchingNode.Next, "staging").ShouldBeTrue(fetching.Everything());

        await fetching.Server.Behave();
        await fetching.Node.WaitForUpgrade(FetchingNode.Next, "staged");
        fetching.Node.Network.UpgradeIn(20, FetchingNode.Next);
        await fetching.Upgraded(visor);
    }

    private static Task<TestProcess> Fetched(FetchingNode fetching, params Misbehaviour[] misbehaviours) =>
        Fetched(fetching, misbehaviours, FetchingNode.Large);

    private static Task<TestProcess> Fetched(FetchingNode fetching, Misbehaviour misbehaviour, int padding) =>
        Fetched(fetching, [misbehaviour], padding);

    /// <summary>Waits until a release is staged in one attempt, whatever the server does, and lets it become due.</summary>
    private static async Task<TestProcess> Fetched(FetchingNode fetching, Misbehaviour[] misbehaviours, int padding)
    {
        await fetching.Publish(padding: padding);
        await fetching.Server.Misbehave(misbehaviours);
        var visor = await fetching.Node.RunUntilReady();
        fetching.Node.Network.UpgradeIn(FetchingNode.FarAhead, FetchingNode.Next);
        await fetching.Node.WaitForUpgrade(FetchingNode.Next, "staged");
        visor.Lines.ShouldNotContain(l => l.Contains("NOT READY", StringComparison.Ordinal));
        fetching.Node.ShouldHaveStarted(TestNode.Genesis);
        fetching.Node.Network.UpgradeIn(20, FetchingNode.Next);
        return visor;
    }
}
