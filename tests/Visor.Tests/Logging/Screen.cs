using System.Text;

namespace Visor.Tests.Logging;

/// <summary>A terminal as far as Visor uses one: what a person sees after all that was written to it.</summary>
internal sealed class Screen(int width)
{
    private const string EraseToEnd = "\u001b[K";

    private readonly Lock _lock = new();
    private string _written = "";

    /// <summary>From the top; the cursor is in the last one.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return Show(_written);
        }
    }

    public void Write(string text)
    {
        lock (_lock)
            _written += text;
    }

    private List<string> Show(string written)
    {
        var lines = new List<StringBuilder> { new() };
        var column = 0;
        for (var index = 0; index < written.Length; index++)
        {
            var line = lines[^1];
            if (string.CompareOrdinal(written, index, EraseToEnd, 0, EraseToEnd.Length) == 0)
            {
                line.Length = Math.Min(line.Length, column);
                index += EraseToEnd.Length - 1;
            }
            else if (written[index] is '\r' or '\n')
            {
                column = 0;
                if (written[index] == '\n')
                    lines.Add(new StringBuilder());
            }
            else
            {
                if (column == width)
                    throw new InvalidOperationException($"a line is wider than {width}: {line}");
                if (column < line.Length)
                    line[column] = written[index];
                else
                    line.Append(written[index]);
                column++;
            }
        }

        return lines.ConvertAll(line => line.ToString());
    }
}
