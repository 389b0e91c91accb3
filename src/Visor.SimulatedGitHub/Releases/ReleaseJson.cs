using System.Globalization;
using System.Text.Json;
using Visor.SimulatedGitHub.Misbehaving;

namespace Visor.SimulatedGitHub.Releases;

/// <summary>The schemas "Release" and "Release Asset" of the REST API, without the parts about people.</summary>
internal sealed class ReleaseJson(string apiUrl, Trouble trouble)
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public object Of(PublishedRelease release) => new
    {
        Url = $"{UrlOf(release)}/{release.Id}",
        AssetsUrl = $"{UrlOf(release)}/{release.Id}/assets",
        HtmlUrl = $"https://github.invalid/{release.Owner}/{release.Repository}/releases/tag/{release.Tag}",
        release.Id,
        NodeId = "RE_" + release.Id.ToString(CultureInfo.InvariantCulture),
        TagName = release.Tag,
        TargetCommitish = "main",
        Name = release.Tag,
        Draft = false,
        Prerelease = false,
        CreatedAt = release.At,
        PublishedAt = release.At,
        Assets = release.Assets.Select(a => Of(release, a)).ToArray(),
        Body = $"Release {release.Tag}.",
    };

    public object Of(PublishedRelease release, PublishedAsset asset) => new
    {
        Url = $"{UrlOf(release)}/assets/{asset.Id}",
        asset.Id,
        NodeId = "RA_" + asset.Id.ToString(CultureInfo.InvariantCulture),
        asset.File.Name,
        Label = "",
        asset.File.ContentType,
        State = trouble.Meets<Misbehaviour.AssetStarter>() ? "starter" : "uploaded",
        asset.File.Size,
        Digest = DigestOf(asset),
        DownloadCount = 0,
        CreatedAt = release.At,
        UpdatedAt = release.At,
        BrowserDownloadUrl = $"https://github.invalid/{release.Owner}/{release.Repository}/releases/download/{release.Tag}/{asset.File.Name}",
    };

    private string? DigestOf(PublishedAsset asset)
    {
        if (trouble.Meets<Misbehaviour.NoDigest>())
            return null;
        return "sha256:" + (trouble.Meets<Misbehaviour.WrongDigest>() ? new string('0', asset.File.Sha256.Length) : asset.File.Sha256);
    }

    private string UrlOf(PublishedRelease release) => $"{apiUrl}/repos/{release.Owner}/{release.Repository}/releases";
}
