using Microsoft.Extensions.Logging;

namespace Visor.Supervision.Journaling;

/// <summary>
/// What decides after a crash. A journal that cannot be written never stops a node: whoever needs the line written before
/// going on looks at the answer of <see cref="Record"/>.
/// </summary>
internal sealed class Journal(JournalFile file, JournalHistory history, TimeProvider time, ILogger log) : IDisposable
{
    private readonly Lock _writing = new();
    private string? _problem;
    private JournalHistory _history = history;

    public JournalHistory History => Volatile.Read(ref _history);

    public bool Require(params ReadOnlySpan<JournalEntry> entries) => Append(entries, durable: true);

    /// <summary>Why the journal cannot be written now; null: it can.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <summary>Appends without waiting for the disk; the next <see cref="Record"/> makes it durable too.</summary>
    public bool Note(params ReadOnlySpan<JournalEntry> entries) => Append(entries, durable: false);

    /// <summary>Appends durably.</summary>
    /// <returns>False if it could not be written. The journal is then as it was.</returns>
    public bool Record(params ReadOnlySpan<JournalEntry> entries) => Append(entries, durable: true);

    public void Dispose() => file.Dispose();

    private bool Append(ReadOnlySpan<JournalEntry> entries, bool durable)
    {
        var now = time.GetUtcNow();
        List<byte> lines = [];
        foreach (var entry in entries)
            lines.AddRange(JournalLine.Format(entry, now));

        lock (_writing)
        {
            try
            {
                Checkpoint.Before(Journaled.StepOf(entries));
                file.Append([.. lines], durable);
                Checkpoint.After(Journaled.StepOf(entries));
            }
            catch (IOException e)
            {
                if (_problem is null)
                    log.LogError("The journal cannot be written, so no upgrade goes on until it can; the node runs on: {Problem}", e.Message);
                _problem = e.Message;
                return false;
            }

            if (_problem is not null)
                log.LogWarning("The journal can be written again");
            _problem = null;
            foreach (var entry in entries)
                _history = _history.After(entry);
            return true;
        }
    }
}
