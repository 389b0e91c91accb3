using Microsoft.Extensions.Logging;
using Visor.Platform.FaultInjection;

namespace Visor.Journaling;

/// <summary>
/// What decides after a crash. A journal that cannot be written never stops a node: what it should hold is kept until it can be
/// written again, and whoever needs the line written before going on looks at the answer of <see cref="Require"/>.
/// </summary>
/// <param name="history">What the file said when it was opened.</param>
/// <param name="limit">Bytes beyond which the file is compacted.</param>
internal sealed class Journal(
    JournalFile file, JournalState history, TimeProvider time, ILogger log, long limit = JournalCompactor.DefaultLimit) : IDisposable
{
    private static readonly TimeSpan NextTry = TimeSpan.FromSeconds(5);

    private readonly Lock _writing = new();
    private readonly JournalBacklog _backlog = new();
    private readonly JournalCompactor _upkeep = new(file, limit, log);
    private JournalState _history = history;
    private string? _problem;

    /// <summary>Why the journal cannot be written now; null: it can.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <summary>What could not be written yet, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Unwritten
    {
        get
        {
            lock (_writing)
                return [.. _backlog.Lines.Select(l => l.Entry)];
        }
    }

    /// <summary>What everything written so far says.</summary>
    public JournalState History => Volatile.Read(ref _history);

    /// <summary>Appends without waiting for the disk; the next <see cref="Record"/> makes it durable too.</summary>
    /// <returns>False if it could not be written. It is kept and written as soon as that is possible.</returns>
    public bool Note(params ReadOnlySpan<JournalEntry> entries) => Append(entries, durable: false, isRequired: false);

    /// <summary>Appends durably; with no entries, makes durable what was noted.</summary>
    /// <returns>False if it could not be written. It is kept and written as soon as that is possible.</returns>
    public bool Record(params ReadOnlySpan<JournalEntry> entries) => Append(entries, durable: true, isRequired: false);

    /// <summary>Appends durably what must not take place without its line.</summary>
    /// <returns>False if it could not be written. It is not kept: what it says does not take place.</returns>
    public bool Require(params ReadOnlySpan<JournalEntry> entries) => Append(entries, durable: true, isRequired: true);

    /// <summary>While the journal cannot be written, tries again every few seconds.</summary>
    /// <param name="recovered">Told when it can be written again by such a try.</param>
    public async Task KeepTrying(Action recovered, CancellationToken end)
    {
        using var timer = new PeriodicTimer(NextTry, time);
        while (await Tick(timer, end))
        {
            if ((Problem is not null || file.IsDisplaced) && Record())
                recovered();
        }
    }

    public void Dispose() => file.Dispose();

    private static async Task<bool> Tick(PeriodicTimer timer, CancellationToken end)
    {
        try
        {
            return await timer.WaitForNextTickAsync(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private bool Append(ReadOnlySpan<JournalEntry> entries, bool durable, bool isRequired)
    {
        lock (_writing)
        {
            var now = time.GetUtcNow();
            List<PendingLine> news = [];
            foreach (var entry in entries)
                news.Add(new PendingLine(entry, JournalLine.Format(entry, now)));

            var displaced = durable ? WhyDisplaced() : null;
            if (isRequired && displaced is not null)
            {
                Failed(displaced);
                return false;
            }

            List<PendingLine> lines = [.. _backlog.Lines, .. news];
            var after = lines.Aggregate(_history, (sum, line) => sum.After(line.Entry));
            try
            {
                // What fails to reach the disk shows only in a sync.
                Checkpoint.Before(JournalFaultPoints.StepOf(entries));
                file.Append([.. lines.SelectMany(l => l.Text)], durable || _problem is not null);
                Checkpoint.After(JournalFaultPoints.StepOf(entries));
            }
            catch (IOException e)
            {
                if (!isRequired)
                    _backlog.Add(news);
                Failed(e.Message);
                return false;
            }

            Volatile.Write(ref _history, after);
            if (displaced is not null)
            {
                // Written where the file is now: a home that has been moved finds it there.
                _backlog.Clear();
                Failed(displaced);
                return false;
            }

            Succeeded();
            _upkeep.AfterAppend();
            return true;
        }
    }

    private string? WhyDisplaced()
    {
        try
        {
            if (file.RestoreIfDisplaced())
                log.LogWarning("The journal was removed or replaced while Visor was running; Visor has restored its own copy");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"it was removed or replaced while Visor was running, and cannot be restored: {e.Message}";
        }
    }

    private void Failed(string problem)
    {
        if (_problem is null)
            log.LogError("Cannot write the journal: upgrades are blocked until it is writable again; the node keeps running: {Problem}", problem);
        Volatile.Write(ref _problem, problem);
    }

    private void Succeeded()
    {
        if (_problem is not null)
            log.LogWarning("The journal is writable again");
        if (_backlog.Lost > 0)
            log.LogWarning("{Lost} lines of the journal are lost: Visor keeps only {Capacity} while it cannot write the journal", _backlog.Lost, JournalBacklog.Capacity);
        _backlog.Clear();
        Volatile.Write(ref _problem, null);
    }
}

/// <summary>The journal cannot be trusted or understood; what it says is not known.</summary>
internal sealed class JournalException(string message) : Exception(message);
