using Microsoft.Extensions.Logging;
using Visor.Journaling;

namespace Visor.Tests.Journaling;

/// <summary>Opens a journal as Visor does, and reads one as the next Visor would.</summary>
internal static class OpenJournal
{
    public static Journal At(string path, TimeProvider time, ILogger log, long limit = JournalCompactor.DefaultLimit)
    {
        var file = JournalFile.Open(path, out var entries);
        return new Journal(file, JournalState.Replay(entries), time, log, limit);
    }

    public static JournalEntry[] Read(string path)
    {
        using var file = JournalFile.Open(path, out var entries);
        return [.. entries];
    }

    /// <summary>As they stand in the file of a Visor of today, from its first line.</summary>
    public static byte[] Chained(params IEnumerable<JournalEntry> entries) => JournalChain.Link(Bytes(entries), JournalChain.Beginning, out _);

    /// <summary>As the first Visors wrote them: no line holds on to another.</summary>
    public static byte[] Bytes(params IEnumerable<JournalEntry> entries) =>
        [.. entries.SelectMany(e => JournalLine.Format(e, DateTimeOffset.UnixEpoch))];
}
