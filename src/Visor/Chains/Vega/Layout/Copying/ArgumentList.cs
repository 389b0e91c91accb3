using System.Globalization;
using Tomlyn.Syntax;

namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>The arguments of a process where they stand in a run config, and which of them the new release does without.</summary>
internal sealed class ArgumentList
{
    private readonly List<(string Text, TomlSpan Span, TomlSpan? Comma, bool Goes)> _items = [];
    private readonly int _opening;

    /// <summary>Everything stays but the height of a snapshot, in either form.</summary>
    public ArgumentList(ArraySyntax list)
    {
        _opening = TomlSpan.Of(list).Start + 1;
        var isHeight = false;
        foreach (var item in list.Items)
        {
            if (item.Value is not StringValueSyntax { Value: { } text } value)
                continue;
            var goes = SnapshotHeightOption.Is(text) || (isHeight && CanBeValue(text));
            isHeight = string.Equals(text, SnapshotHeightOption.Name, StringComparison.Ordinal);
            _items.Add((text, TomlSpan.Of(value), item.Comma is { } comma ? TomlSpan.Of(comma) : null, goes));
        }
    }

    /// <summary>What stays, with its place.</summary>
    public IEnumerable<(string Text, TomlSpan Span)> Kept => _items.Where(i => !i.Goes).Select(i => (i.Text, i.Span));

    /// <summary>Behind the opening bracket.</summary>
    public int Opening => _opening;

    /// <summary>What goes: arguments and the commas between them and others, in the order of the text.</summary>
    public IEnumerable<TomlSpan> Gone()
    {
        // The last one may have no comma behind it; then it is the comma in front that goes.
        var needlessComma = _items.Count > 0 && _items[^1] is { Goes: true, Comma: null } ? _items.FindLastIndex(i => !i.Goes) : -1;
        for (var index = 0; index < _items.Count; index++)
        {
            var (_, span, comma, goes) = _items[index];
            if (goes)
                yield return span;
            if (comma is { } separator && (goes || index == needlessComma))
                yield return separator;
        }
    }

    private static bool CanBeValue(string text) =>
        !text.StartsWith('-') || long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
