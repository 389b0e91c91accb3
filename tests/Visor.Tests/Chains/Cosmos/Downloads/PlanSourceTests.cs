using Shouldly;
using Visor.Chains;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Downloads;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Downloads;

/// <summary>What a plan would have Visor download, told without downloading it.</summary>
[Edge]
public sealed class PlanSourceTests
{
    private const string Address = "https://releases.example/gaiad-v29?checksum=sha256:6c20c4bb6c22c5a11ef4e3c3e54d1b675266022cc7697895cc1ba8c8c455c8d4";

    private static readonly UpgradePlan Plan = new(ReleaseTag.Parse("v29"), 100);

    [Fact]
    public async Task What_the_plan_names_is_told()
    {
        var source = Source(new CosmovisorSettings("/srv/gaia", "gaiad") { AllowDownload = true }, $$$"""{"binaries":{"any":"{{{Address}}}"}}""");

        source.WhyNot.ShouldBeNull();
        (await Preview(source)).ShouldBe("the plan says that the release is at https://releases.example/gaiad-v29, with its SHA256; Visor downloads it there");
    }

    [Fact]
    public async Task Without_a_checksum_nothing_is_downloaded_to_a_validator()
    {
        var source = Source(new CosmovisorSettings("/srv/gaia", "gaiad") { AllowDownload = true }, """{"binaries":{"any":"https://releases.example/gaiad-v29"}}""");

        (await Should.ThrowAsync<ReleaseException>(() => Preview(source))).Message.ShouldContain("has no checksum");
    }

    [Fact]
    public async Task Where_downloads_are_off_the_way_by_hand_is_told()
    {
        var source = Source(new CosmovisorSettings("/srv/gaia", "gaiad"), "{}");

        source.WhyNot.ShouldBe("downloads are off (DAEMON_ALLOW_DOWNLOAD_BINARIES)");
        (await Should.ThrowAsync<ReleaseException>(() => Preview(source))).Message.ShouldBe(
            "/srv/gaia/cosmovisor/upgrades/v29 does not exist; put the binary at /srv/gaia/cosmovisor/upgrades/v29/bin/gaiad (`visor stage v29 --from FILE --home /srv/gaia` does), or set DAEMON_ALLOW_DOWNLOAD_BINARIES=true and restart the service");
    }

    [Fact]
    public async Task Where_signatures_are_demanded_nothing_is_downloaded_by_a_plan()
    {
        var source = Source(new CosmovisorSettings("/srv/gaia", "gaiad") { AllowDownload = true }, $$$"""{"binaries":{"any":"{{{Address}}}"}}""", "a signature is demanded");

        source.WhyNot.ShouldBe("a signature is demanded");
        (await Should.ThrowAsync<ReleaseException>(() => Preview(source))).Message.ShouldBe(
            "/srv/gaia/cosmovisor/upgrades/v29 does not exist and is not downloaded: a signature is demanded; put the binary at /srv/gaia/cosmovisor/upgrades/v29/bin/gaiad (`visor stage v29 --from FILE --home /srv/gaia` does), with the signature beside FILE");
    }

    private static Task<string> Preview(PlanSource source) => source.Preview(Plan, "/srv/gaia/cosmovisor/upgrades/v29", "/srv/gaia", TestContext.Current.CancellationToken);

    private static PlanSource Source(CosmovisorSettings settings, string info, string? whyNot = null)
    {
        var context = new CosmosContext(settings, [], new RunBaseline("/srv/gaia/cosmovisor/.visor"));
        context.Heard.Note(Plan, info);
        return new PlanSource(context, new PlanDownload(new NoDownloads(whyNot)));
    }

    private sealed class NoDownloads(string? whyNot) : IBinaryDownloads
    {
        public string? WhyNot => whyNot;

        public Task<byte[]> Document(DownloadSource source, CancellationToken cancellation) => throw new InvalidOperationException("nothing is asked for");

        public Task<string> Binary(BinaryOrder order, CancellationToken cancellation) => throw new InvalidOperationException("nothing is downloaded");
    }
}
