using System.Collections.Immutable;
using System.Text;

namespace Visor.Processes;

/// <summary>The last lines of a file that others go on writing.</summary>
internal static class FileTail
{
    /// <summary>Bytes that are looked at, however long the file is.</summary>
    public const int MaxBytes = 32 * 1024;

    /// <returns>Bytes; null: it is no file whose end can be found, such as a named pipe.</returns>
    public static long? LengthOf(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.GetLength(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <param name="from">Nothing before this offset counts.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="NotSupportedException">It has no end that can be found.</exception>
    public static ImmutableArray<string> Read(string path, long from)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);

        // It may have been cut since, by whoever rotates it.
        var start = Math.Max(length < from ? 0 : from, length - MaxBytes);
        var buffer = new byte[(int)(length - start)];
        var count = RandomAccess.Read(file, buffer, start);
        var lines = Encoding.UTF8.GetString(buffer, 0, count).Split('\n');
        return [.. lines.Skip(start > from ? 1 : 0).Where(line => !string.IsNullOrWhiteSpace(line))];
    }
}
