using Shouldly;
using Visor.Releases;
using Visor.Releases.Fetching;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

public sealed class AssetDownloadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData(3_000_001)]
    public async Task An_asset_arrives_whole_and_hashed(int size)
    {
        FakeRelease release = null!;
        await using var _ = release = new FakeRelease(e => release.Send(e), size);
        var progress = new List<DownloadProgress>();

        var digest = await release.Fetch(progress: progress.Add);

        digest.ShouldBe(release.Digest);
        (await File.ReadAllBytesAsync(release.File, Cancellation)).ShouldBe(release.Content);
        progress[0].ShouldBe(new DownloadProgress(0, size));
        progress[^1].ShouldBe(new DownloadProgress(size, size));
        progress.Select(p => p.Received).ShouldBeInOrder();
    }
}
