namespace Visor.Journaling;

/// <summary>
/// The file that will take the journal's place: whole and on the disk before the journal is touched, so that whoever comes
/// after a crash finds the old journal or the new one.
/// </summary>
internal static class JournalReplacement
{
    public static string PathFor(string journal) => journal + ".new";

    /// <returns>The file beside the journal, synced.</returns>
    /// <exception cref="IOException">The file cannot be written; the journal is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write beside the journal, which is unchanged.</exception>
    public static AppendOnlyFile Prepare(string journal, ReadOnlySpan<byte> content)
    {
        var path = PathFor(journal);
        File.Delete(path); // Left behind by a Visor that died before the rename.
        var file = AppendOnlyFile.Open(path);
        try
        {
            file.Write(content);
            file.Sync();
            return file;
        }
        catch (IOException)
        {
            file.Dispose();
            File.Delete(path); // On a full disk it would take the room the journal needs.
            throw;
        }
    }
}
