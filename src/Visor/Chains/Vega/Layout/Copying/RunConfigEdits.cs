using System.Collections.Immutable;
using Tomlyn.Syntax;
using Visor.Model;

namespace Visor.Chains.Vega.Layout.Copying;

/// <summary>What has to change in the text of a run config so that it runs another release.</summary>
internal static class RunConfigEdits
{
    private const string DataNodeCommand = "\"datanode\", \"start\"";

    /// <param name="text">Without byte order mark; <paramref name="keys"/> are its own.</param>
    /// <returns>In the order of the text.</returns>
    public static ImmutableArray<TextEdit> Plan(string text, KeyValues keys, ReleaseTag tag, string binary) =>
    [
        .. Name(text, keys, tag)
            .Concat(Value(keys.Find("vega.binary.path"), binary))
            .Concat(CoreArguments(text, keys))
            .Concat(Value(keys.Find("data_node.binary.path"), binary))
            .Concat(DataNodeArguments(text, keys))
            .OrderBy(edit => edit.Start).ThenBy(edit => edit.End),
    ];

    private static IEnumerable<TextEdit> Name(string text, KeyValues keys, ReleaseTag tag) => keys.Find("name") is { } name
        ? Value(name, tag.Value)
        : [new TextEdit(0, 0, $"name = {TomlString.Quote(tag.Value)}{LineEnd(text)}")];

    private static IEnumerable<TextEdit> Value(KeyValue? key, string value) =>
        key is null || (key.Value is StringValueSyntax { Value: { } old } && string.Equals(old, value, StringComparison.Ordinal))
            ? []
            : [new TextEdit(TomlSpan.Of(key.Value).Start, TomlSpan.Of(key.Value).End, TomlString.Quote(value))];

    private static IEnumerable<TextEdit> CoreArguments(string text, KeyValues keys) =>
        keys.Find("vega.binary.args")?.Value is ArraySyntax list ? Removal.Plan(text, new ArgumentList(list).Gone()) : [];

    // Before 0.71 the data node was a program of its own, and `start`, or `node` before that, its command.
    private static IEnumerable<TextEdit> DataNodeArguments(string text, KeyValues keys)
    {
        if (keys.Find("data_node.binary.path") is not { } path)
            return [];
        if (keys.Find("data_node.binary.args")?.Value is not ArraySyntax list)
            return [NewArguments(text, path)];
        var arguments = new ArgumentList(list);
        IEnumerable<TextEdit> command = arguments.Kept.Take(1).ToList() switch
        {
            [] => [new TextEdit(arguments.Opening, arguments.Opening, DataNodeCommand)],
            [("start" or "node", var old)] => [new TextEdit(old.Start, old.End, DataNodeCommand)],
            [(['-', ..], var first)] => [new TextEdit(first.Start, first.Start, $"{DataNodeCommand}, ")],
            _ => [],
        };
        return command.Concat(Removal.Plan(text, arguments.Gone()));
    }

    // Beside the path, and written as it is: behind it in the same braces, or in a line of its own with the same words in front.
    private static TextEdit NewArguments(string text, KeyValue path)
    {
        var key = TomlSpan.Of(path.Key);
        var lastWord = path.Key.DotKeys.LastOrDefault()?.Key is { } word ? TomlSpan.Of(word) : key;
        var arguments = $"{text[key.Start..lastWord.Start]}args = [{DataNodeCommand}]";
        var value = TomlSpan.Of(path.Value);
        if (path.IsInline)
            return new TextEdit(value.End, value.End, $", {arguments}");

        var lineStart = text.LastIndexOf('\n', key.Start) + 1;
        var lineEnd = text.IndexOf('\n', value.End);
        var place = lineEnd < 0 ? text.Length : lineEnd;
        if (lineEnd > 0 && text[lineEnd - 1] == '\r')
            place--;
        return new TextEdit(place, place, $"{LineEnd(text)}{text[lineStart..key.Start]}{arguments}");
    }

    private static string LineEnd(string text) =>
        text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && text[end - 1] == '\r' ? "\r\n" : "\n";
}
