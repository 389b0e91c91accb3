using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Visor.Home;
using Visor.Http;
using Visor.Model;
using Visor.Platform.Files;
using Visor.Releases.Fetching;
using Visor.Releases.Publishing;
using Visor.Users;

namespace Visor.Releases;

/// <summary>Places a release whose asset an operator has brought himself, in a file: no network is asked, and the file stays as it is.</summary>
internal sealed class GivenRelease(VisorHome home, ReleaseBuilder making, TimeProvider time, ILogger log)
{
    /// <param name="file">Absolute path of an archive or a binary.</param>
    /// <param name="expected">Its digest, by another way than the file; null: it is compared with nothing.</param>
    /// <param name="signature">The one that the release must have; null: none.</param>
    /// <exception cref="ReleaseException">It is not what it has to be, or would not run; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk has failed, or OpenSSL is missing.</exception>
    public async Task Install(ReleaseOrder order, string file, Sha256Digest? expected, GivenSignature? signature, CancellationToken cancellation)
    {
        if (Path.Exists(order.Folder))
            throw new ReleaseException($"{order.Folder} exists, and Visor never overwrites a release; check it with `visor stage {order.Tag} --home {home.Word}`, or move it away first");
        using var staging = await StagingFolder.OpenByHand(home, order.Tag, time, cancellation);
        try
        {
            if (!await making.Make(order, staging, token => Receive(order.Tag, file, expected, signature, staging, token), cancellation))
                throw new ReleaseException($"{order.Folder} has appeared meanwhile, and Visor never overwrites a release; check it with `visor stage {order.Tag} --home {home.Word}`");
        }
        finally
        {
            staging.Clear();
        }
    }

    private async Task<ReceivedAsset> Receive(ReleaseTag tag, string file, Sha256Digest? expected, GivenSignature? signature, StagingFolder staging, CancellationToken cancellation)
    {
        // What is verified is the copy, so that it is also what is unpacked.
        var digest = await Copy(tag, file, staging, cancellation);
        if (expected is not null && digest != expected)
        {
            throw new ReleaseException(
                $"{file} has the SHA-256 {digest} instead of {expected}: it is damaged or the wrong file; copy it again, or correct --sha256");
        }

        log.LogInformation("{File} has the SHA-256 {Digest}, {Verdict}", file, digest, expected is null ? "not compared with anything (no --sha256 given)" : "which matches --sha256");
        if (signature is not null && await signature.Verify(staging.Asset, digest, cancellation) is var key)
            log.LogInformation("{File} is signed by {Key}", file, key);
        return new ReceivedAsset(Path.GetFileName(file), IsVerified: expected is not null || signature is not null);
    }

    private static SafeFileHandle Open(string file)
    {
        const string remedy = "name the archive or the binary of the release";
        if (Directory.Exists(file))
            throw new ReleaseException($"{file} is a folder; {remedy} in it");
        if (!File.Exists(file))
            throw new ReleaseException($"{file} does not exist, or this user cannot see it; {remedy}");
        if (!RegularFile.IsRegular(file))
            throw new ReleaseException($"{file} is a pipe or a device; {remedy}");
        try
        {
            return File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException)
        {
            throw new ReleaseException($"{Account.OfThisProcess.Words} may not read {file}; give that user a copy and name the copy: sudo install -o {Account.OfThisProcess.User} -m 400 {ShellWord.Quote(file)} /var/tmp/");
        }
    }

    private static async Task<Sha256Digest> Copy(ReleaseTag tag, string file, StagingFolder staging, CancellationToken cancellation)
    {
        OpenSsl.Demand(); // To hash takes it.
        using var from = Open(file);
        FreeSpace.Require(
            staging.Path, DiskSpaceEstimate.BeforeDownload(Path.GetFileName(file), RandomAccess.GetLength(from)), $"{Path.GetFileName(file)} of {tag}, copied and unpacked,");
        PartialFile.Delete(staging.Asset);
        return await LocalFile.Copy(from, staging.Asset, _ => { }, cancellation);
    }
}
