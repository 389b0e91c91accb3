using System.Text;
using Visor.Model;

namespace Visor.Status.Showing;

/// <summary>Lines of a label and a text, the texts below each other, wrapped at a terminal's edge. Nothing in them is obeyed by a terminal.</summary>
/// <param name="labelWidth">Columns, the gap included.</param>
/// <param name="width">Columns of the terminal; null: it is none, and nothing is wrapped.</param>
internal sealed class LabelledLines(int labelWidth, int? width)
{
    /// <summary>What is narrower than this has no use for columns.</summary>
    private const int NarrowestText = 12;

    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <param name="text">Its own lines are kept.</param>
    /// <param name="style">Around each line of the text, such as a colour.</param>
    public void Add(string label, string text, Func<string, string>? style = null)
    {
        label = PlainText.Line(label);
        var head = label.Length < labelWidth ? label.PadRight(labelWidth) : label + " ";
        foreach (var part in PlainText.Lines(text).SelectMany(Wrapped))
        {
            _lines.Add((head + (style is null ? part : style(part))).TrimEnd());
            head = new string(' ', labelWidth);
        }
    }

    private List<string> Wrapped(string text)
    {
        if (width is not { } columns)
            return [text];
        var room = Math.Max(NarrowestText, columns - labelWidth - 1);
        List<string> parts = [];
        var line = new StringBuilder();
        foreach (var word in text.Split(' ').SelectMany(word => word.Chunk(room).Select(chunk => new string(chunk))))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                parts.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        parts.Add(line.ToString());
        return parts;
    }
}
