using Visor.Chains;
using Visor.Http;
using Visor.Model;
using Visor.Platform;
using Visor.Releases.Fetching;
using Visor.Releases.Unpacking;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Downloads;

/// <summary>Gets a binary into the folder of its release: receive and verify, unpack aside, choose, look whether it can run here, and place it in one step.</summary>
internal sealed class BinaryDownloads(ReleaseServer server, DownloadLimits limits, UnpackLimits unpacking, ElfMachine? machine, TimeProvider time) : IBinaryDownloads
{
    public BinaryDownloads(ReleaseServer server, TimeProvider time)
        : this(server, DownloadLimits.Default, UnpackLimits.Default, ElfMachine.Own, time)
    {
    }

    /// <summary>Whether the configuration wants signed releases alone, which what a plan names never is: a plan has a checksum at most.</summary>
    public Func<bool> DemandsSignature { get; init; } = () => false;

    public string? WhyNot => DemandsSignature() ? "`[autoInstall.signature]` demands a signature, which nothing has that a plan names" : null;

    public Task<byte[]> Document(DownloadSource source, CancellationToken cancellation) =>
        InTime(source, token => new DocumentDownload(new DownloadServer(server, time), limits).Fetch(source, token), cancellation);

    public Task<string> Binary(BinaryOrder order, CancellationToken cancellation) => InTime(order.Source, token => Get(order, token), cancellation);

    private async Task<string> Get(BinaryOrder order, CancellationToken cancellation)
    {
        if (File.Exists(order.Path))
            return order.Path;
        if (WhyNot is { } off)
            throw new ReleaseException($"{order.Path} is not downloaded: {off}; get the release and its signature from its publisher, and place them with `visor stage NAME --from FILE`");
        try
        {
            using var aside = DownloadFolder.Open(order.Folder);
            await new FileDownload(new DownloadServer(server, time), limits).Fetch(order.Source, aside.Asset, cancellation);
            await Task.Run(() => Prepare(order, aside, cancellation), cancellation);
            BinaryPlacement.Place(aside.Release, order);
            return order.Path;
        }
        catch (UnpackException e)
        {
            throw new ReleaseException(
                $"{RedactedUri.Format(order.Source.Address)} {(e.Fault is UnpackFault.Damaged ? "is damaged" : "cannot be used")}: {PlainText.Clause(e)}; "
                + $"put the binary at {order.Path} yourself");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException($"the download to {order.Folder} failed: {PlainText.Excerpt(PlainText.Clause(e), 300)}; make {Path.GetDirectoryName(order.Folder)} writable for Visor's user, and room on its disk");
        }
    }

    private void Prepare(BinaryOrder order, DownloadFolder aside, CancellationToken cancellation)
    {
        var content = new ExtractionRoot(aside.Content, new ArchiveTree(unpacking));
        DownloadedContent.Unpack(aside.Asset, content, unpacking, cancellation);
        var binary = BinaryChoice.Choose(content.Tree, order.Subfolder, order.Name);
        var file = content.PathOf(binary);
        RunnableBinary.Demand(file, binary.ToString(), machine);

        var target = Path.Combine(aside.Release, "bin", order.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.SetUnixFileMode(file, EntryMode.File(EntryMode.Usual));
        if (Native.Rename(file, target) != 0)
            throw new IOException($"{file} cannot be moved to {target}");
        SharedLibraries.Move(content, binary, aside.Release);
    }

    private async Task<T> InTime<T>(DownloadSource source, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(limits.Duration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ReleaseException(
                $"the download from {RedactedUri.Format(source.Address)} did not end within {limits.Duration.TotalMinutes:0} min; put the binary in its place yourself") { Passes = true };
        }
    }
}
