using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.FaultInjection;
using Visor.Platform.Files;
using Visor.Releases.Fetching;
using Visor.Releases.Publishing;
using Visor.Releases.Unpacking;

namespace Visor.Releases;

/// <summary>
/// The one way from an asset to a release in its folder, where it appears proven and whole or not at all: receive and verify, unpack, give it a run
/// config, have it approved of, check, publish.
/// </summary>
internal sealed class ReleaseBuilder(AssetUnpacking unpacking, IReleaseLayout layout, DefinitionCache definitions, VersionProbe versions, TimeProvider time, ILogger log)
{
    private const int MaxRunConfig = 1024 * 1024;

    /// <param name="receive">Puts the asset into the staging folder, and does not return before it is what it has to be.</param>
    /// <returns>False: the folder has appeared from elsewhere meanwhile and is left untouched.</returns>
    /// <exception cref="ReleaseException">It is not to be had, or would not run; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk has failed.</exception>
    public async Task<bool> Make(
        ReleaseOrder order, StagingFolder staging, Func<CancellationToken, Task<ReceivedAsset>> receive, CancellationToken cancellation)
    {
        if (!await FolderAppearance.Do(order.Folder, async token => await Unpack(order, staging, await receive(token), token), time, cancellation))
            return false;

        Checkpoint.Before(Step.Publish);
        if (!(FsyncTree.Sync(staging.Release) & ReleasePublisher.Publish(staging.Release, order.Folder)))
            log.LogWarning("The file system of {Folder} cannot sync a folder, so {Tag} may be missing there after a power failure", order.Folder, order.Tag);
        Checkpoint.After(Step.Publish);
        return true;
    }

    private async Task Unpack(ReleaseOrder order, StagingFolder staging, ReceivedAsset asset, CancellationToken cancellation)
    {
        try
        {
            var title = $"{PlainText.Excerpt(asset.Name, maxLength: 100)} of {order.Tag}";
            FreeSpace.Require(staging.Path, DiskSpaceEstimate.BeforeUnpacking(unpacking.UnpackedSize(staging.Asset, asset.Name)), $"{title}, unpacked,");
            Checkpoint.Before(Step.Unpack);
            Directory.CreateDirectory(staging.Release);
            var binary = await unpacking.Unpack(staging.Asset, asset.Name, order.BinaryName, staging.Release, cancellation);
            if (layout.HasDefinitionPerRelease && string.Equals(binary, Path.GetFileName(layout.DefinitionFile(staging.Release)), StringComparison.Ordinal))
                throw new ReleaseException($"the binary of {title} cannot be named {binary}, the name of the run config; set another `binaryName` in `[autoInstall.asset]`");
            if (layout.HasDefinitionPerRelease)
                CopyRunConfig(order, staging.Release, binary);
            else
                Place(staging.Release, binary);
            Checkpoint.After(Step.Unpack);

            Checkpoint.Before(Step.Check);
            await Prove(order, staging.Release, title, cancellation);
            Checkpoint.After(Step.Check);
        }
        catch (ReleaseException) when (!asset.IsVerified)
        {
            // Perhaps it is not what was published: the next attempt gets it anew.
            PartialFile.Delete(staging.Asset);
            throw;
        }
    }

    private void Place(string release, string binary)
    {
        var place = Path.Combine(release, layout.PlaceOf(binary));
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (Native.Rename(Path.Combine(release, binary), place) != 0)
            throw new IOException($"{place} cannot be made: {Native.Describe(Marshal.GetLastPInvokeError())}");
    }

    private void CopyRunConfig(ReleaseOrder order, string release, string binary)
    {
        var file = layout.DefinitionFile(order.Running);
        if (!Path.Exists(file))
            throw new ReleaseException($"{file} does not exist, so there is no run config to copy for {order.Tag}; restore that of the running release");
        var copy = Copy(order.Tag, binary, Encoding.UTF8.GetString(BoundedFileReader.Read(file, MaxRunConfig)), file);

        // An archive may hold one of its own, as a link or a folder perhaps.
        var target = layout.DefinitionFile(release);
        FolderRemoval.Remove(target);
        File.WriteAllText(target, copy.Text);
        foreach (var change in copy.Changes)
            log.LogInformation("The run config of {Tag}, copied from {File}: {Change}", order.Tag, file, change);
    }

    private DefinitionCopy Copy(ReleaseTag tag, string binary, string source, string file)
    {
        try
        {
            return layout.CopyFor(tag, binary, source, file);
        }
        catch (DefinitionException e)
        {
            throw new ReleaseException(e.Message);
        }
    }

    private async Task Prove(ReleaseOrder order, string release, string title, CancellationToken cancellation)
    {
        Executable.Ensure(definitions.Valid(release).Queried);
        if (await order.Approve(release, cancellation) is { } veto)
            throw new ReleaseException(veto);
        var core = definitions.Valid(release).Queried;
        Executable.Ensure(core);
        var version = await versions.Read(core.Path, cancellation);
        if (versions.NamesRelease && version != order.Tag)
        {
            throw new ReleaseException(
                $"{title} contains {version}, not {order.Tag}; tell its publisher, or put the right binary and a run-config.toml in {order.Tag}'s folder yourself");
        }
    }
}

/// <summary>A release that is to be made from an asset, wherever that comes from.</summary>
/// <param name="BinaryName">Path of the binary inside an archive; null: what is called like the asset.</param>
/// <param name="Running">Absolute path of the folder whose run config the new release gets.</param>
/// <param name="Folder">Absolute path of the folder that is to be made; it does not exist yet.</param>
/// <param name="Approve">Asked before anything of the release is executed.</param>
internal sealed record ReleaseOrder(ReleaseTag Tag, string? BinaryName, string Running, string Folder, Approval Approve);

/// <summary>The asset of a release, whole on the disk.</summary>
/// <param name="Name">As it was published, or as the operator's file is called.</param>
/// <param name="IsVerified">Its digest is the published one; false: perhaps it is not what was published.</param>
internal sealed record ReceivedAsset(string Name, bool IsVerified);

/// <summary>
/// Somebody else's word on a release before anything of it is executed: a check of its signature, for instance. What says no to a release keeps
/// it from being run even for its version.
/// </summary>
/// <param name="folder">Absolute path of the folder where it lies at that moment; a fetched release does not have its own yet.</param>
/// <returns>Why it may not be run, with what mends that; null: it may.</returns>
internal delegate Task<string?> Approval(string folder, CancellationToken cancellation);
