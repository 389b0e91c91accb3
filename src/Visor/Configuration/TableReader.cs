using System.Collections.Immutable;
using System.Globalization;

namespace Visor.Configuration;

/// <summary>
/// Takes keys out of one table, each with its type, and remembers which it took: what is left over is unknown.
/// A wrong value is reported and read as if it were absent.
/// </summary>
internal sealed class TableReader(TomlTable? table, string path, TextPlace place, ProblemList problems)
{
    private readonly HashSet<TomlEntry> _taken = new(ReferenceEqualityComparer.Instance);

    public bool Exists => table is not null;

    /// <summary>Where the table begins; default: it is absent, or the file itself.</summary>
    public TextPlace Place { get; } = place;

    /// <summary>There is something by this name that is no table, and that has been reported.</summary>
    public bool HasWrongType { get; private init; }

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public TableReader Table(string key)
    {
        if (Take(key) is not { } entry)
            return new TableReader(null, PathOf(key), default, problems);
        if (entry.Value is TomlTable inner)
            return new TableReader(inner, PathOf(key), entry.Place, problems);
        Wrong(entry, $"must be a table, not {entry.Value.Description}; write it as [{PathOf(key)}] with its keys below");
        return new TableReader(null, PathOf(key), default, problems) { HasWrongType = true };
    }

    /// <summary>The tables of <c>[[key]]</c>, or of a list of inline tables; each is called <c>key[0]</c>, <c>key[1]</c> and so on.</summary>
    public IEnumerable<TableReader> Tables(string key)
    {
        if (Take(key) is not { } entry)
            return [];
        IEnumerable<TomlValue> items = entry.Value switch
        {
            TomlTables tables => tables.Items,
            TomlList list => list.Items,
            _ => [entry.Value],
        };
        if (items.FirstOrDefault(i => i is not TomlTable) is { } other)
            problems.Error(other.Place, PathOf(key), $"must be tables, not {other.Description}; write [[{PathOf(key)}]] above the keys of each");
        else if (entry.Value is TomlTable)
            Wrong(entry, $"may occur several times; write it as [[{PathOf(key)}]]");
        return items.OfType<TomlTable>().Select((table, i) => new TableReader(table, $"{PathOf(key)}[{i}]", table.Place, problems));
    }

    /// <summary>The entry for a key, whatever its value.</summary>
    public TomlEntry? Take(string key)
    {
        if (table is null)
            return null;
        TomlEntry? found = null;
        foreach (var entry in table.Entries.Where(e => string.Equals(e.Key, key, StringComparison.OrdinalIgnoreCase)))
        {
            var isNew = _taken.Add(entry);
            if (isNew && found is not null)
                Wrong(entry, $"differs only in case from {Quoting.Quote(found.Key)} in line {found.Place.Line}; keep one, written {key}");
            else if (isNew && !string.Equals(entry.Key, key, StringComparison.Ordinal))
                problems.Warn(entry.Place, PathOf(entry.Key), $"is read as {key}; write it that way");
            found ??= entry;
        }

        return found;
    }

    public int Count(string key, int absent)
    {
        if (Take(key) is not { } entry)
            return absent;
        if (entry.Value is TomlWholeNumber { Number: >= 0 and <= int.MaxValue } whole)
            return (int)whole.Number;
        if (entry.Value is TomlVariable variable && int.TryParse(variable.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        var hint = entry.Value switch
        {
            TomlWholeNumber { Number: > int.MaxValue } => $"must be at most {int.MaxValue}",
            TomlText text when int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _) =>
                $"must be a whole number, not {entry.Value.Description}; write it without quotes",
            _ => $"must be a whole number of 0 or more, not {entry.Value.Description}",
        };
        Wrong(entry, hint);
        return absent;
    }

    public TimeSpan Seconds(string key, TimeSpan absent)
    {
        var seconds = Count(key, -1);
        if (seconds < 0)
            return absent;
        var wanted = TimeSpan.FromSeconds(seconds);
        return wanted < MaxDuration ? wanted : MaxDuration;
    }

    public bool? Flag(string key)
    {
        if (Take(key) is not { } entry)
            return null;
        if (entry.Value is TomlFlag flag)
            return flag.Flag;
        if (entry.Value is TomlVariable variable && bool.TryParse(variable.Text, out var isSet))
            return isSet;
        var hint = entry.Value is TomlText { Text: "true" or "false" } ? "; write it without quotes" : "";
        Wrong(entry, $"must be true or false, not {entry.Value.Description}{hint}");
        return null;
    }

    /// <summary>A text with its entry, empty or not; null: absent or no text.</summary>
    public (TomlEntry Entry, string Text)? Text(string key)
    {
        if (Take(key) is not { } entry)
            return null;
        if (((entry.Value as TomlText)?.Text ?? (entry.Value as TomlVariable)?.Text) is not { } text)
        {
            Wrong(entry, $"must be a text, not {entry.Value.Description}; write it in quotes");
            return null;
        }

        if (!text.Any(char.IsControl))
            return (entry, text);
        Wrong(entry, "contains a control character such as a line break or a tab, which is not allowed here");
        return null;
    }

    /// <summary>A text that must not be empty.</summary>
    public (TomlEntry Entry, string Text)? NonEmptyString(string key, string whatToWrite)
    {
        if (Text(key) is not { } found)
            return null;
        if (found.Text.Length > 0)
            return found;
        Wrong(found.Entry, $"is empty; give {whatToWrite}");
        return null;
    }

    /// <summary>A list of texts; they become arguments of a program, so that only NUL is excluded.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        if (Take(key) is not { } entry)
            return [];
        if (ListOf(entry) is not { } list)
        {
            Wrong(entry, $"must be a list of texts such as [\"start\", \"--home\"], not {entry.Value.Description}");
            return [];
        }

        foreach (var item in list.Items)
        {
            if (item is not TomlText text)
                problems.Error(item.Place, PathOf(key), $"every item must be a text, not {item.Description}; write it in quotes");
            else if (text.Text.Contains('\0', StringComparison.Ordinal))
                problems.Error(item.Place, PathOf(key), "an argument cannot contain a NUL character");
        }

        return [.. list.Items.OfType<TomlText>().Select(t => t.Text)];
    }

    /// <summary>The list that an entry holds; a variable has commas between its items, or is written as in a file. Null: it holds none.</summary>
    public static TomlList? ListOf(TomlEntry entry)
    {
        if (entry.Value is not TomlVariable { Text: var text, Place: var place })
            return entry.Value as TomlList;
        if (!text.TrimStart().StartsWith('['))
            return new TomlList(place, [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => new TomlText(place, item))]);
        var wrong = new ProblemList("");
        var list = TomlDocument.Parse($"list = {text}", wrong).Find("list")?.Value as TomlList;
        return wrong.HasErrors ? null : list is null ? null : new TomlList(place, [.. list.Items.Select(item => item with { Place = place })]);
    }

    public void Wrong(TomlEntry entry, string message) => problems.Error(entry.Place, PathOf(entry.Key), message);

    /// <summary>Every entry, for a table whose keys are free.</summary>
    public IEnumerable<TomlEntry> TakeAll()
    {
        foreach (var entry in table?.Entries ?? [])
        {
            _taken.Add(entry);
            yield return entry;
        }
    }

    /// <summary>What nobody has taken so far.</summary>
    public IReadOnlyList<TomlEntry> Unknown => [.. (table?.Entries ?? []).Where(e => !_taken.Contains(e))];

    /// <summary>Warns of unknown keys.</summary>
    public void WarnUnknownKeys(IReadOnlyList<string> knownPaths)
    {
        // Beside a part that could not be read, a key may stand in the wrong table without being wrong.
        if (problems.IsIncomplete)
            return;
        foreach (var entry in (table?.Entries ?? []).Where(e => !_taken.Contains(e)).TakeWhile(_ => !problems.IsFull))
            problems.Warn(entry.Place, PathOf(entry.Key), UnknownKey.Describe(PathOf(entry.Key), knownPaths));
    }

    // The longest a timer of .NET can wait is 49.7 days; whoever writes more than that means "for ever".
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(49);
}
