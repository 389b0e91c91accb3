using Tomlyn.Syntax;

namespace Visor.Configuration;

/// <summary>
/// Turns the syntax of a document into nested tables, so that <c>[a.b] c = 1</c>, <c>a.b.c = 1</c> and <c>a = { b.c = 1 }</c>
/// are the same thing to whoever reads it.
/// </summary>
internal sealed class TomlTree(ProblemList problems)
{
    public TomlTable Build(DocumentSyntax document)
    {
        var root = new TomlTable(default);
        foreach (var pair in document.KeyValues)
            Add(root, pair);
        foreach (var header in document.Tables)
            Add(root, header);
        return root;
    }

    private void Add(TomlTable root, TableSyntaxBase header)
    {
        if (header.Name is not { } name)
            return;
        var segments = Segments(name);
        if ((header is TableArraySyntax ? Another(root, segments) : Descend(root, segments)) is not { } table)
            return;
        foreach (var pair in header.Items)
            Add(table, pair);
    }

    private TomlTable? Another(TomlTable root, List<(string Key, TextPlace Place)> segments)
    {
        if (Descend(root, segments.SkipLast(1)) is not { } parent)
            return null;
        var (key, place) = segments[^1];
        if (parent.Find(key) is not { } entry)
        {
            entry = new TomlEntry(key, place, new TomlTables(place));
            parent.Add(entry);
        }

        if (entry.Value is not TomlTables tables)
        {
            problems.Error(place, key, $"is {entry.Value.Description} in line {entry.Place.Line} and a list of tables here; keep one of the two");
            return null;
        }

        var table = new TomlTable(place);
        tables.Items.Add(table);
        return table;
    }

    private void Add(TomlTable table, KeyValueSyntax pair)
    {
        if (pair.Key is not { } key || pair.Value is not { } value)
            return;
        var segments = Segments(key);
        var (name, place) = segments[^1];
        if (Descend(table, segments.SkipLast(1)) is not { } parent)
            return;
        if (parent.Find(name) is { } first)
            problems.Error(place, name, $"is already set in line {first.Place.Line}; keep one of the two");
        else
            parent.Add(new TomlEntry(name, place, ValueOf(value)));
    }

    private TomlTable? Descend(TomlTable table, IEnumerable<(string Key, TextPlace Place)> segments)
    {
        foreach (var (key, place) in segments)
        {
            if (table.Find(key) is not { } entry)
            {
                entry = new TomlEntry(key, place, new TomlTable(place));
                table.Add(entry);
            }

            if ((entry.Value is TomlTables { Items: [.., var last] } ? last : entry.Value) is not TomlTable inner)
            {
                problems.Error(place, key, $"is {entry.Value.Description} in line {entry.Place.Line} and a table here; keep one of the two");
                return null;
            }

            table = inner;
        }

        return table;
    }

    private TomlValue ValueOf(ValueSyntax syntax)
    {
        var place = PlaceOf(syntax);
        switch (syntax)
        {
            case StringValueSyntax text:
                return new TomlText(place, text.Value ?? "");
            case IntegerValueSyntax number:
                return new TomlWholeNumber(place, number.Value);
            case BooleanValueSyntax flag:
                return new TomlFlag(place, flag.Value);
            case FloatValueSyntax:
                return new TomlOther(place, "a decimal number");
            case DateTimeValueSyntax:
                return new TomlOther(place, "a date");
            case ArraySyntax list:
                return new TomlList(place, [.. list.Items.Where(i => i.Value is not null).Select(i => ValueOf(i.Value!))]);
            case InlineTableSyntax inline:
                var table = new TomlTable(place);
                foreach (var item in inline.Items)
                {
                    if (item.KeyValue is { } pair)
                        Add(table, pair);
                }

                return table;
            default:
                return new TomlOther(place, "a value of another kind");
        }
    }

    private static List<(string Key, TextPlace Place)> Segments(KeySyntax key)
    {
        // The whole key counts as the place of each part: that is where an editor's cursor belongs.
        var place = PlaceOf(key);
        List<(string, TextPlace)> segments = [(TextOf(key.Key), place)];
        foreach (var dotted in key.DotKeys)
            segments.Add((TextOf(dotted.Key), place));
        return segments;
    }

    private static string TextOf(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };

    private static TextPlace PlaceOf(SyntaxNode node) => PlaceOf(node.Span.Start);

    public static TextPlace PlaceOf(TextPosition position) => new(position.Line + 1, position.Column + 1);
}
