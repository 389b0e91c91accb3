using Microsoft.Extensions.Logging;

namespace Visor.Journaling;

/// <summary>Keeps the journal from growing for ever, without ever standing in its way.</summary>
/// <param name="limit">Bytes up to which nothing is dropped.</param>
internal sealed class JournalCompactor(JournalFile file, long limit, ILogger log)
{
    public const long DefaultLimit = 1024 * 1024;

    private long _worthwhileBeyond;
    private bool _failing;

    /// <summary>Compacts the journal if it has become too long.</summary>
    public void AfterAppend()
    {
        if (file.Length <= Math.Max(limit, _worthwhileBeyond))
            return;
        var before = file.Length;
        var problem = Compact();
        if (problem is null)
            log.LogInformation("Compacted the journal from {Before} to {After} bytes; the history of upgrades is complete", before, file.Length);
        else if (!_failing)
            log.LogWarning("Cannot compact the journal, so it keeps growing: {Problem}", problem);
        _failing = problem is not null;
        // What has to be kept may itself be longer than the limit; to copy it at every line would be for nothing.
        _worthwhileBeyond = 2 * file.Length;
    }

    private string? Compact()
    {
        try
        {
            if (JournalCompaction.Compact(file.Read()) is not { } kept)
                return "its compacted form would differ in meaning";
            file.Replace(kept);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalException)
        {
            return e.Message;
        }
    }
}
