using System.Security.Cryptography;
using Visor.Chains.Cosmos.PlanInfos;
using Visor.Model;

namespace Visor.Chains.Cosmos.Downloads;

/// <summary>Gets the binary that a plan names for this machine.</summary>
/// <param name="platform">In Go's words, such as <c>linux/amd64</c>.</param>
internal sealed class PlanDownload(IBinaryDownloads downloads, string platform)
{
    public PlanDownload(IBinaryDownloads downloads)
        : this(downloads, GoPlatform.Own)
    {
    }

    /// <inheritdoc cref="IBinaryDownloads.WhyNot"/>
    public string? WhyNot => downloads.WhyNot;

    /// <param name="folder">Absolute path of the folder of the release; it need not exist.</param>
    /// <param name="binaryName">What the binary is called there, in <c>bin</c>.</param>
    /// <param name="demandChecksum">Whether what the plan gives no checksum for is refused, of the document as of the binary.</param>
    /// <returns>Absolute path of the binary.</returns>
    /// <exception cref="ReleaseException">The plan names none, it is not to be had, or it cannot be run here; the message says why and what to do.</exception>
    public async Task<string> Download(PlanInfo info, string folder, string binaryName, bool demandChecksum, CancellationToken cancellation) =>
        await downloads.Binary(await Find(info, folder, binaryName, demandChecksum, cancellation), cancellation);

    /// <summary>What it would download. At most a document and a list of checksums are asked for.</summary>
    /// <inheritdoc cref="Download"/>
    public async Task<BinaryOrder> Find(PlanInfo info, string folder, string binaryName, bool demandChecksum, CancellationToken cancellation)
    {
        var place = Path.Combine(folder, "bin", binaryName);
        var remedy = $"put the binary at {place} yourself";
        if (info is PlanInfo.Reference { Url: var reference })
        {
            var document = await downloads.Document(await SourceOf(reference, "the document that the plan refers to", remedy, demandChecksum, cancellation), cancellation);
            info = PlanInfoParser.ParseDocument(document);
            if (info is not PlanInfo.Binaries)
                throw new ReleaseException($"{reference.Shown}, to which the plan refers, {NoBinary(info)}; {remedy}");
        }

        if (info is not PlanInfo.Binaries binaries)
            throw new ReleaseException($"the info of the plan {NoBinary(info)}; {remedy}");
        if (binaries.For(platform) is not { } url)
            throw new ReleaseException($"the plan names a binary for {string.Join(", ", binaries.ByPlatform.Keys.Take(8).Select(k => PlainText.Excerpt(k, 40)))} only, not for {platform}; {remedy}");
        var source = await SourceOf(url, "the binary of the plan", remedy, demandChecksum, cancellation);
        return new BinaryOrder(source, url.Subfolder, folder, binaryName);
    }

    private async Task<DownloadSource> SourceOf(PlanUrl url, string what, string remedy, bool demandChecksum, CancellationToken cancellation)
    {
        if (!url.IsUsable)
            throw new ReleaseException($"the address of {what}, {url.Shown}, {url.Problem}; {remedy}");
        if (url.Checksum is not { } checksum)
        {
            return demandChecksum
                ? throw new ReleaseException($"{what} ({url.Shown}) has no checksum, and without one Visor downloads nothing to this node; {remedy}, after you have verified it")
                : new DownloadSource(url.Address, Checksum: null);
        }

        return new DownloadSource(url.Address, checksum.Type is PlanChecksum.OfFile
            ? await FromList(url, new Uri(checksum.Value), remedy, demandChecksum, cancellation)
            : Known(checksum));
    }

    // What stands in a list proves no more than the encryption on the way to it.
    private async Task<DownloadChecksum> FromList(PlanUrl url, Uri list, string remedy, bool demandChecksum, CancellationToken cancellation)
    {
        var shown = Http.RedactedUri.Format(list);
        if (demandChecksum && list.Scheme is not "https")
            throw new ReleaseException($"the checksum of {url.Shown} stands in {shown}, which comes unencrypted, so anybody may have written it; {remedy}, after you have verified it");
        var text = await downloads.Document(new DownloadSource(list, Checksum: null), cancellation);
        var found = ChecksumList.Find(System.Text.Encoding.UTF8.GetString(text), Uri.UnescapeDataString(url.Address!.Segments[^1]));
        return found is { IsValid: true } ? Known(found) : throw new ReleaseException($"{shown} has no checksum of {url.Shown}; {remedy}");
    }

    private static DownloadChecksum Known(PlanChecksum checksum) => new(
        checksum.Type switch
        {
            "md5" => HashAlgorithmName.MD5,
            "sha1" => HashAlgorithmName.SHA1,
            "sha512" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        },
        checksum.Value);

    private static string NoBinary(PlanInfo info) => info switch
    {
        PlanInfo.Blank => "is blank, so it names no binary",
        PlanInfo.NotJson not => $"names no binary: it {not.Reason}",
        PlanInfo.WrongShape wrong => $"names no binary: it {wrong.Reason}",
        _ => "names no binary",
    };
}
