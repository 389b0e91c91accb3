using Visor.Platform;

namespace Visor.Status;

/// <summary>
/// A file that already has its place on the disk, for the day the disk is full: that is when people look, and then no new
/// file can be made. It is exchanged with the one it replaces, which is the spare from then on.
/// </summary>
internal sealed class PreallocatedFile(string path)
{
    // The smallest piece of a disk, so that whatever becomes the spare has the room for it.
    private const int Size = 4096;
    private const byte LineFeed = (byte)'\n';

    private readonly string _spare = path + ".spare";
    private bool _isThere;

    /// <summary>Makes it, if there is room for it yet.</summary>
    public void Provide()
    {
        if (_isThere)
            return;
        try
        {
            File.WriteAllBytes(_spare, Padded([]));
            _isThere = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isThere = false; // With the next content again.
        }
    }

    /// <summary>Puts <paramref name="content"/> in the place of the file.</summary>
    /// <returns>False if there is no spare, or the content is too long for it, or this file system cannot exchange two files.</returns>
    /// <remarks>A reader who has had the file open since the last exchange can see it change.</remarks>
    public bool TryReplace(ReadOnlySpan<byte> content)
    {
        if (content.Length > Size)
            return false;
        try
        {
            // Its length stays what it is, and with it its room on the disk: line feeds behind JSON mean nothing.
            using var spare = new FileStream(_spare, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            spare.Write(Padded(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return Native.RenameAt(Native.AT_FDCWD, _spare, Native.AT_FDCWD, path, Native.RENAME_EXCHANGE) == 0;
    }

    private static byte[] Padded(ReadOnlySpan<byte> content)
    {
        var padded = new byte[Size];
        padded.AsSpan().Fill(LineFeed);
        content.CopyTo(padded);
        return padded;
    }
}
