using Microsoft.Win32.SafeHandles;
using Visor.Releases.Unpacking;
using Visor.Releases.Unpacking.Content;
using Visor.Releases.Unpacking.Tar;
using Visor.Releases.Unpacking.Zip;

namespace Visor.Releases.Downloads;

/// <summary>Unpacks what a server has sent, by what it is and not by what it is called: a program, or a zip, tar or tar.gz archive, or a gzipped program.</summary>
internal static class DownloadedContent
{
    private const long TarOverhead = 64 << 20;
    private const int ShownBytes = 60;

    /// <summary>The name that a program gets that does not come in an archive.</summary>
    private const string Only = "program";

    /// <param name="file">Absolute path; a program is moved.</param>
    /// <exception cref="UnpackException">It is damaged, refused, or nothing of these.</exception>
    public static void Unpack(string file, ExtractionRoot target, UnpackLimits limits, CancellationToken cancellation)
    {
        using var handle = File.OpenHandle(file);
        var start = new byte[TarHeader.Length];
        ReadOnlySpan<byte> read = start.AsSpan(0, FileBytes.Read(handle, start, 0));
        if (read.IsEmpty)
            throw UnpackException.Damaged("it is empty");
        if (ProgramHeader.IsProgram(read))
            target.Take(file, EntryPath.Parse(Only));
        else if (read is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..])
            ZipUnpacking.Unpack(handle, target, limits, cancellation);
        else if (read is [0x1F, 0x8B, ..])
            UnpackGzip(handle, target, limits, cancellation);
        else if (IsTar(read))
            UnpackTar(handle, target, limits, cancellation);
        else
            throw Unsuitable(read);
    }

    private static void UnpackGzip(SafeFileHandle handle, ExtractionRoot target, UnpackLimits limits, CancellationToken cancellation)
    {
        using var content = new GzipContent(handle, limits.Bytes + TarOverhead, limits.TooManyBytes);
        var start = content.Peek(TarHeader.Length);
        if (IsTar(start))
        {
            TarUnpacking.Unpack(content.Read, target, limits, cancellation);
            content.Drain(cancellation);
        }
        else if (ProgramHeader.IsProgram(start))
        {
            target.AddFile(Only, EntryPath.Parse(Only), EntryMode.Usual, to => new ContentCopy(limits, cancellation).CopyAll(content.Read, to));
        }
        else
        {
            throw Unsuitable(start);
        }
    }

    private static void UnpackTar(SafeFileHandle handle, ExtractionRoot target, UnpackLimits limits, CancellationToken cancellation)
    {
        using var content = new FileSlice(handle, 0, RandomAccess.GetLength(handle));
        TarUnpacking.Unpack(content.Read, target, limits, cancellation);
    }

    // Zeros alone are an archive without entries, which nobody publishes.
    private static bool IsTar(ReadOnlySpan<byte> start) => TarHeader.IsTar(start) && !TarHeader.IsEnd(start);

    private static UnpackException Unsuitable(ReadOnlySpan<byte> start) => new(
        UnpackFault.Unsuitable,
        $"it is not a program, or a zip, tar or tar.gz archive{AssetKinds.Guess(start)}; it begins with '{Model.PlainText.Excerpt(start[..Math.Min(start.Length, ShownBytes)])}'");
}
