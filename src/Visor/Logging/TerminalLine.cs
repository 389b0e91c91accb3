using System.Text;
using System.Threading.Channels;

namespace Visor.Logging;

/// <summary>
/// The way of everything that Visor writes to a terminal, with one line that stays below the others and changes in place. It
/// is drawn beside whoever shows it: a terminal that has been stopped (Ctrl-S) must not stop a download.
/// </summary>
/// <remarks>
/// The node writes to the same terminal without Visor. So the cursor waits at the start of the line, and what the node writes
/// goes over it.
/// </remarks>
internal sealed class TerminalLine : TextWriter
{
    // ECMA-48: to the first column, and erase from there to the end of the line.
    private const string Erase = "\r\u001b[K";
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(1);

    private readonly Action<string> _write;
    private readonly Func<int?> _width;
    private readonly Lock _lock = new();
    private readonly Channel<string> _latest =
        Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private string _text = "";
    private bool _isDrawn;
    private bool _isAtLineStart = true;
    private bool _isClosed;

    /// <param name="write">To the terminal, at once.</param>
    /// <param name="width">Of the terminal now; null: it is gone.</param>
    public TerminalLine(Action<string> write, Func<int?> width)
    {
        _write = write;
        _width = width;
        _ = DrawAll();
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>In columns; 0: there is no room for anything.</summary>
    public int Width => _width() ?? 0;

    /// <summary>Standard error, if it is a terminal that can move its cursor; else null.</summary>
    public static TerminalLine? OnStandardError() =>
        TerminalWidth.Read(TerminalWidth.StandardError) is not null && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
            ? new TerminalLine(Console.Error.Write, () => TerminalWidth.Read(TerminalWidth.StandardError))
            : null;

    /// <param name="text">Narrower than the terminal, so that it does not go to a second line.</param>
    public void Show(string text) => _latest.Writer.TryWrite(text);

    public void Hide() => Show("");

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        lock (_lock)
        {
            Clear();
            _write(value);
            _isAtLineStart = value[^1] == '\n';
            Draw();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _latest.Writer.TryComplete();

        // Whoever holds it longer is stuck in a stopped terminal, and Visor's end does not wait for that.
        if (disposing && _lock.TryEnter(StallTimeout))
        {
            (_text, _isClosed) = ("", true);
            Clear();
            _lock.Exit();
        }

        base.Dispose(disposing);
    }

    private async Task DrawAll()
    {
        await foreach (var text in _latest.Reader.ReadAllAsync())
        {
            lock (_lock)
            {
                if (_isClosed)
                    return;
                _text = text;
                if (text.Length == 0)
                    Clear();
                Draw();
            }
        }
    }

    private void Clear()
    {
        if (!_isDrawn)
            return;
        _write(Erase);
        _isDrawn = false;
    }

    private void Draw()
    {
        if (_text.Length == 0 || !_isAtLineStart)
            return;
        _write($"{Erase}{_text}\r");
        _isDrawn = true;
    }
}
