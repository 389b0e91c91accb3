using Microsoft.Win32.SafeHandles;

namespace Visor.Releases.Unpacking.Content;

/// <summary>Reads at a place of a file, of which short reads are no end.</summary>
internal static class FileBytes
{
    /// <returns>Fewer bytes than asked for only at the end of the file.</returns>
    public static int Read(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        var length = 0;
        for (int count; length < buffer.Length && (count = RandomAccess.Read(file, buffer[length..], offset + length)) > 0;)
            length += count;
        return length;
    }

    /// <exception cref="UnpackException">The file ends before.</exception>
    public static void ReadExactly(SafeFileHandle file, Span<byte> buffer, long offset, string what)
    {
        if (offset < 0 || Read(file, buffer, offset) < buffer.Length)
            throw UnpackException.Damaged($"its {what} is truncated");
    }
}
