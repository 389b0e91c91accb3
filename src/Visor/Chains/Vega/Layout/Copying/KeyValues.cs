using Tomlyn.Syntax;

namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>
/// Finds the value of a dotted key in a document, however it is written there: <c>[a.b] c = 1</c>, <c>a.b.c = 1</c> and
/// <c>a = { b.c = 1 }</c> are the same key.
/// </summary>
/// <param name="document">
/// Of a run config that has been read without errors: no key that Visor knows is there twice, nor in another case. Others may be.
/// </param>
internal sealed class KeyValues(DocumentSyntax document)
{
    private readonly Dictionary<string, KeyValue> _values = Collect(document)
        .GroupBy(v => v.Path, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);

    /// <param name="path">Such as <c>vega.binary.path</c>; upper and lower case are the same, as they are to the reader.</param>
    public KeyValue? Find(string path) => _values.GetValueOrDefault(path);

    // A key of several words in quotes could look like another one's path if the dots were not kept apart from the letters.
    private static string Join(string path, KeySyntax key) =>
        key.DotKeys.Aggregate(Join(path, TextOf(key.Key)), (soFar, dotted) => Join(soFar, TextOf(dotted.Key)));

    private static string Join(string path, string word) =>
        path.Length == 0 ? Escaped(word) : $"{path}.{Escaped(word)}";

    private static string Escaped(string word) => word.Replace(".", "\\.", StringComparison.Ordinal);

    private static string TextOf(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };

    private static IEnumerable<KeyValue> Collect(DocumentSyntax document) =>
        document.KeyValues.SelectMany(pair => Collect("", pair, isInline: false))
            .Concat(document.Tables.OfType<TableSyntax>().Where(t => t.Name is not null)
                .SelectMany(table => table.Items.SelectMany(pair => Collect(Join("", table.Name!), pair, isInline: false))));

    private static IEnumerable<KeyValue> Collect(string table, KeyValueSyntax pair, bool isInline)
    {
        if (pair is not { Key: { } key, Value: { } value })
            return [];
        var path = Join(table, key);
        return value is InlineTableSyntax inline
            ? inline.Items.Where(item => item.KeyValue is not null).SelectMany(item => Collect(path, item.KeyValue!, isInline: true))
            : [new KeyValue(path, key, value, isInline)];
    }
}

/// <param name="IsInline">It stands between the braces of an inline table.</param>
internal sealed record KeyValue(string Path, KeySyntax Key, ValueSyntax Value, bool IsInline);
