namespace Visor.Journaling;

/// <summary>Lines that could not be written yet, oldest first, in the form and with the time they had then.</summary>
internal sealed class JournalBacklog
{
    public const int Capacity = 1000;

    private readonly Queue<PendingLine> _lines = [];

    public IEnumerable<PendingLine> Lines => _lines;

    /// <summary>How many of the oldest had to be given up.</summary>
    public int Lost { get; private set; }

    public void Add(IEnumerable<PendingLine> lines)
    {
        foreach (var line in lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count <= Capacity)
                continue;
            _lines.Dequeue();
            Lost++;
        }
    }

    public void Clear()
    {
        _lines.Clear();
        Lost = 0;
    }
}

/// <param name="Text">With its line feed.</param>
internal sealed record PendingLine(JournalEntry Entry, byte[] Text);
