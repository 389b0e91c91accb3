using Microsoft.Win32.SafeHandles;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Zip;

internal static class ZipUnpacking
{
    /// <exception cref="UnpackException">It is damaged or refused.</exception>
    public static void Unpack(SafeFileHandle file, ExtractionRoot target, UnpackLimits limits, CancellationToken cancellation)
    {
        var content = new ZipContent(file, new ContentCopy(limits, cancellation));
        foreach (var entry in ZipDirectory.Read(file, limits))
        {
            cancellation.ThrowIfCancellationRequested();
            var path = EntryPath.Parse(entry.Name);
            switch (entry.KindAt(path))
            {
                case EntryKind.Folder:
                    target.AddFolder(entry.Name, path, entry.UnixMode == 0 ? EntryMode.Usual : entry.UnixMode);
                    break;
                case EntryKind.File:
                    target.AddFile(entry.Name, path, entry.UnixMode == 0 ? EntryMode.UnknownFile : entry.UnixMode, to => content.Write(entry, to));
                    break;
                default:
                    target.AddLink(entry.Name, path, content.Target(entry));
                    break;
            }
        }
    }

    /// <returns>Bytes that unpacking writes, as the directory announces them.</returns>
    public static long Size(SafeFileHandle file, UnpackLimits limits) => ZipDirectory.Read(file, limits).Sum(e => e.Size);
}
