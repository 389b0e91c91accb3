using Visor.Model;
using Visor.Releases.Unpacking.Content;

namespace Visor.Releases.Unpacking.Tar;

internal static class TarUnpacking
{
    /// <param name="source">The archive, unpacked if it was packed.</param>
    /// <exception cref="UnpackException">It is damaged or refused.</exception>
    public static void Unpack(ByteSource source, ExtractionRoot target, UnpackLimits limits, CancellationToken cancellation)
    {
        var entries = new TarEntries(source);
        var copy = new ContentCopy(limits, cancellation);
        while (entries.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(entry, entries, target, copy);
        }
    }

    private static void Add(TarHeader entry, TarEntries entries, ExtractionRoot target, ContentCopy copy)
    {
        var path = EntryPath.Parse(entry.Name);
        var type = entry.Type is '0' && path.NamesFolder ? '5' : entry.Type;
        if (type is '1' or '2' or '5' && entry.Size != 0)
            throw UnpackException.RefusedEntry(entry.Name, "is a folder or link with content");
        if (type is not '5' && path.NamesFolder)
            throw UnpackException.RefusedEntry(entry.Name, "is not a folder but is named like one");
        switch (type)
        {
            case '0' or '7':
                target.AddFile(entry.Name, path, entry.Mode, to => copy.Copy(entry.Name, entries.Read, to, entry.Size));
                break;
            case '1':
                target.AddHardLink(entry.Name, path, entry.LinkName);
                break;
            case '2':
                target.AddLink(entry.Name, path, entry.LinkName);
                break;
            case '5':
                target.AddFolder(entry.Name, path, entry.Mode);
                break;
            case '3' or '4' or '6':
                throw UnpackException.RefusedEntry(entry.Name, "is a device or pipe");
            default:
                throw UnpackException.RefusedEntry(entry.Name, $"is of a kind that is not supported ('{PlainText.Excerpt(entry.Type.ToString())}')");
        }
    }
}
