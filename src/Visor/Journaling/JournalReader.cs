using Visor.Platform.Files;

namespace Visor.Journaling;

/// <summary>The journal as people read it, who do not wait for what is none.</summary>
internal static class JournalReader
{
    /// <summary>Bytes. A journal is compacted past one MiB; what is so much longer is not one.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <returns>Null: there is none.</returns>
    /// <exception cref="IOException">It cannot be read, or is no journal.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it, or it is a folder.</exception>
    public static byte[]? Read(string path)
    {
        if (File.Exists(path) && !RegularFile.Is(path))
            throw new IOException($"{path} is not a regular file");
        byte[] bytes;
        try
        {
            bytes = BoundedFileReader.Read(path, MaxBytes);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        return bytes.Length < MaxBytes ? bytes : throw new IOException($"{path} is far too large for a journal");
    }
}
