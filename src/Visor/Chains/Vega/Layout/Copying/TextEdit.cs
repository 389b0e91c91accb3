using System.Text;

namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>One change of a text.</summary>
/// <param name="Start">The first character that goes, counted in UTF-16 units from 0.</param>
/// <param name="End">The first one that stays; equal to <paramref name="Start"/>: something is put in, nothing goes.</param>
internal sealed record TextEdit(int Start, int End, string Replacement)
{
    /// <param name="edits">In the order of the text, none reaching into another.</param>
    public static string Apply(string text, IEnumerable<TextEdit> edits) => Apply(text, 0, text.Length, edits);

    /// <summary>The same for a part of the text, in which all of the edits lie.</summary>
    public static string Apply(string text, int start, int end, IEnumerable<TextEdit> edits)
    {
        var edited = new StringBuilder();
        var kept = start;
        foreach (var edit in edits)
        {
            edited.Append(text, kept, edit.Start - kept).Append(edit.Replacement);
            kept = edit.End;
        }

        return edited.Append(text, kept, end - kept).ToString();
    }
}
