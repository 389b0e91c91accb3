using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Visor.Model;
using Visor.Releases.Unpacking.Content;
using Visor.Releases.Unpacking.Tar;
using Visor.Releases.Unpacking.Zip;

namespace Visor.Releases.Unpacking;

/// <summary>Turns a downloaded asset (a zip or tar.gz archive, a program, a gzipped program) into the files of a release.</summary>
/// <remarks>The asset is hostile until its binary has answered for itself: sizes are bounded, and no entry leads out of the folder.</remarks>
internal sealed class AssetUnpacking(UnpackLimits limits, ElfMachine? machine)
{
    /// <summary>Headers and padding of a tar archive, beside the content that <see cref="UnpackLimits.Bytes"/> is about.</summary>
    private const long TarOverhead = 64 << 20;

    public AssetUnpacking()
        : this(UnpackLimits.Default, ElfMachine.Own)
    {
    }

    /// <summary>
    /// Unpacks into an empty folder. Of an asset that fails, parts may stay in the folder, nothing is anywhere else.
    /// An asset that is a program itself is moved there.
    /// </summary>
    /// <param name="binaryName">Path of the binary inside the archive, or the name a bare program gets; null: what is called like the asset.</param>
    /// <param name="intoFolder">Absolute; on the asset's file system.</param>
    /// <returns>Path of the binary, a file that this machine can run, relative to <paramref name="intoFolder"/>.</returns>
    /// <exception cref="ReleaseException">It is damaged or refused, is for another machine, or the binary is not in it.</exception>
    public Task<string> Unpack(string assetFile, string assetName, string? binaryName, string intoFolder, CancellationToken cancellation) =>
        Task.Run(
            () => UnpackFailures.Telling(assetName, () =>
            {
                using var file = File.OpenHandle(assetFile);
                var target = new ExtractionRoot(intoFolder, new ArchiveTree(limits));
                var binary = Unpack(file, assetFile, assetName, binaryName, target, cancellation);
                return binary.ToString();
            }),
            cancellation);

    /// <summary>Bytes that unpacking writes besides the asset, as the asset announces them: enough to look for space, no promise.</summary>
    /// <remarks>A gzip file announces its size modulo 4 GiB, and only of its last member.</remarks>
    /// <exception cref="ReleaseException">It is damaged, or nothing that can be unpacked.</exception>
    public long UnpackedSize(string assetFile, string assetName) => UnpackFailures.Telling(assetName, () =>
    {
        using var file = File.OpenHandle(assetFile);
        return AssetKinds.Detect(file) switch
        {
            AssetKind.Zip => ZipUnpacking.Size(file, limits),
            AssetKind.Gzip => GzipSize(file),
            _ => 0,
        };
    });

    private EntryPath Unpack(
        SafeFileHandle file, string assetFile, string assetName, string? binaryName, ExtractionRoot target, CancellationToken cancellation)
    {
        switch (AssetKinds.Detect(file))
        {
            case AssetKind.Zip:
                ZipUnpacking.Unpack(file, target, limits, cancellation);
                return Runnable(BinaryInArchive.Choose(target, assetName, binaryName), target);
            case AssetKind.Gzip:
                return UnpackGzip(file, assetName, binaryName, target, cancellation);
            default:
                Prove(file, assetName);
                var path = EntryPath.Parse(binaryName ?? assetName);
                target.Take(assetFile, path);
                return path;
        }
    }

    private EntryPath UnpackGzip(SafeFileHandle file, string assetName, string? binaryName, ExtractionRoot target, CancellationToken cancellation)
    {
        using var content = new GzipContent(file, limits.Bytes + TarOverhead, limits.TooManyBytes);
        EntryPath path;
        var start = content.Peek(TarHeader.Length);
        if (ProgramHeader.IsProgram(start))
        {
            path = EntryPath.Parse(binaryName ?? BinaryInArchive.WithoutExtension(assetName));
            target.AddFile(assetName, path, EntryMode.Usual, to => new ContentCopy(limits, cancellation).CopyAll(content.Read, to));
            return Runnable(path, target);
        }

        if (!TarHeader.IsTar(start))
            throw AssetKinds.Unsuitable(start[..Math.Min(start.Length, 60)]);
        TarUnpacking.Unpack(content.Read, target, limits, cancellation);
        content.Drain(cancellation);
        return Runnable(BinaryInArchive.Choose(target, assetName, binaryName), target);
    }

    private EntryPath Runnable(EntryPath binary, ExtractionRoot target)
    {
        var file = new FileInfo(target.PathOf(binary));
        var real = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        if (real is not { Exists: true })
        {
            throw new UnpackException(
                UnpackFault.Unsuitable,
                $"its entry '{PlainText.Excerpt(binary.ToString(), 100)}' is a link to nothing; {AssetSettings.Inside}");
        }

        using var handle = File.OpenHandle(real.FullName);
        Prove(handle, binary.ToString());
        return binary;
    }

    private void Prove(SafeFileHandle file, string name)
    {
        Span<byte> buffer = stackalloc byte[InnerArchive.Length];
        ReadOnlySpan<byte> start = buffer[..FileBytes.Read(file, buffer, 0)];
        if (InnerArchive.Is(start))
            throw InnerArchive.Refused(name);
        if (ProgramHeader.Problem(start[..Math.Min(start.Length, ProgramHeader.Length)], machine) is { } problem)
            throw new UnpackException(UnpackFault.Unsuitable, $"its file '{PlainText.Excerpt(name, 100)}' {problem}");
    }

    private static long GzipSize(SafeFileHandle file)
    {
        Span<byte> size = stackalloc byte[4];
        var length = RandomAccess.GetLength(file);
        FileBytes.ReadExactly(file, size, length - size.Length, "end");
        return Math.Max(length, BinaryPrimitives.ReadUInt32LittleEndian(size));
    }
}
