using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Logging;
using Visor.Model;
using Visor.Platform.FaultInjection;
using Visor.Releases.Fetching;
using Visor.Releases.Publishing;
using Visor.Releases.Unpacking;

namespace Visor.Releases;

/// <summary>
/// Fetches a release and puts it into its folder, where it appears proven and whole or not at all. What a killed Visor has begun is resumed.
/// </summary>
internal sealed class ReleaseInstallation(
    VisorHome home,
    ReleaseFinder releases,
    AssetDownload download,
    AssetUnpacking unpacking,
    IReleaseLayout layout,
    DefinitionCache definitions,
    VersionProbe versions,
    Func<string, string?> environment,
    Transfers transfers,
    Action<DownloadProgress> progress,
    TimeProvider time,
    ILogger log)
{
    private readonly ReleaseBuilder _making = new(unpacking, layout, definitions, versions, time, log);

    /// <summary>Told with each attempt what is wrong with the token; null: nothing that is known.</summary>
    public Action<string?> TokenRefused { get; init; } = _ => { };

    /// <param name="config">Says where it is published.</param>
    /// <param name="running">Absolute path of the folder whose run config the new release gets.</param>
    /// <param name="folder">Absolute path of the folder that is to be made; it does not exist yet.</param>
    /// <param name="approve">Asked before anything of the release is executed.</param>
    /// <returns>False: the folder has appeared from elsewhere meanwhile and is left untouched; the downloaded part is kept.</returns>
    /// <exception cref="ReleaseException">It is not to be had, or would not run; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk has failed.</exception>
    public async Task<bool> Install(
        AutoInstallConfig config, ReleaseTag tag, string running, string folder, Approval approve, CancellationToken cancellation)
    {
        var source = ReleaseSource.Create(config, environment).For(tag);
        using var staging = await StagingFolder.Open(home, tag, time, cancellation);
        Clear(except: tag);
        if (await _making.Make(new ReleaseOrder(tag, config.BinaryNameOf(tag), running, folder, approve), staging, Receive, cancellation))
            return true;
        log.LogInformation("{Folder} appeared while Visor was downloading {Tag}; using that folder instead", folder, tag);
        return false;

        async Task<ReceivedAsset> Receive(CancellationToken token)
        {
            var asset = await Find(source, tag, token);
            return new ReceivedAsset(asset.Name, await Fetch(source, asset, staging, token));
        }
    }

    /// <summary>Deletes what fetching releases that are in their folders, or not wanted any more, has left behind.</summary>
    public void ClearLeftovers() => Clear(except: null);

    private void Clear(ReleaseTag? except)
    {
        try
        {
            StagingFolder.ClearOthers(home, except);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("Cannot clean up {Folder}: {Problem}", home.Staging, e.Message);
        }
    }

    private async Task<PublishedAsset> Find(ReleaseSource source, ReleaseTag tag, CancellationToken cancellation)
    {
        try
        {
            return await releases.Find(source, tag, cancellation);
        }
        finally
        {
            TokenRefused(source.Token?.Refusal);
            if (source.Token?.Refusal is { } refusal)
                log.LogWarning("Downloading {Tag} without a token: {Refusal}", tag, refusal);
        }
    }

    private async Task<bool> Fetch(ReleaseSource source, PublishedAsset asset, StagingFolder staging, CancellationToken cancellation)
    {
        var present = new FileInfo(staging.Asset) is { Exists: true } file ? file.Length : 0;
        FreeSpace.Require(staging.Path, DiskSpaceEstimate.BeforeDownload(asset.Name, asset.Size, present), $"{asset.Title}, downloaded and unpacked,");
        Checkpoint.Before(Step.Fetch);
        Sha256Digest digest;
        using (var shown = transfers.Begin(asset.Tag.Value))
        {
            digest = await download.Fetch(
                source,
                asset,
                staging.Asset,
                now =>
                {
                    shown.Report(now.Received, now.Total);
                    progress(now);
                },
                cancellation);
        }

        Checkpoint.After(Step.Fetch);

        Checkpoint.Before(Step.Verify);
        var isVerified = DigestVerification.Verify(source, asset, digest, staging.Asset);
        if (asset.Signature is { } signature)
            await Task.Run(() => VerifySignature(signature, asset, staging.Asset), cancellation);
        Checkpoint.After(Step.Verify);
        if ((asset.Signature ?? asset.DigestSignature) is { } signed)
        {
            log.LogInformation(
                "Downloaded {Asset}; its SHA-256 is {Digest}, {Signed} by {Key}{Comment}", asset.Title, digest, asset.Signature is null ? $"as in a list of digests that is signed ({signed.Title})" : $"and it is signed ({signed.Title})",
                signed.Key, signed.Signature.Comment is { } comment ? $", with the comment '{PlainText.Excerpt(comment)}'" : "");
            return true;
        }

        if (isVerified || source.Verification == AssetVerification.None)
            log.LogInformation("Downloaded {Asset}; its SHA-256 is {Digest}, {Verdict}", asset.Title, digest, isVerified ? "as published" : "not compared with anything (verification = \"none\")");
        else
            log.LogWarning("Downloaded {Asset}; its SHA-256 is {Digest}, not verified: no readable digest is published for it", asset.Title, digest);
        return isVerified;
    }

    // What is wrong is deleted, so that the next attempt fetches it anew.
    private static void VerifySignature(AcceptedSignature signature, PublishedAsset asset, string file)
    {
        try
        {
            using var content = File.OpenRead(file);
            ReleaseSignature.Demand(signature, content, asset.Title);
        }
        catch (ReleaseException)
        {
            PartialFile.Delete(file);
            throw;
        }
    }
}
