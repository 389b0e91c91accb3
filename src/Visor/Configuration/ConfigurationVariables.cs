using System.Collections;
using System.Collections.Immutable;

namespace Visor.Configuration;

/// <summary>
/// Environment variables that stand for keys of <c>config.toml</c>, and win over the file: <c>VISOR_</c>, and the key in capitals, with <c>_</c> between its words
/// and <c>__</c> for each dot, such as <c>VISOR_STATUS__LISTEN</c>. A container and a unit can be given them where a file is harder to come by. Pure.
/// </summary>
internal sealed class ConfigurationVariables
{
    private const string Prefix = "VISOR_";
    private const string Dot = "__";

    private readonly ImmutableArray<(string Name, string Value)> _given;

    /// <param name="all">Of the whole environment; one that is empty is not there.</param>
    public ConfigurationVariables(IEnumerable<(string Name, string Value)> all) =>
        _given = [.. all.Where(v => v.Name.StartsWith(Prefix, StringComparison.Ordinal) && v.Value.Length > 0).OrderBy(v => v.Name, StringComparer.Ordinal)];

    public static ConfigurationVariables None { get; } = new([]);

    public static ConfigurationVariables OfThisProcess() =>
        new(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => ((string)v.Key, (string?)v.Value ?? "")));

    /// <param name="key">Dotted.</param>
    public static string NameOf(string key) => Prefix + string.Join(Dot, key.Split('.').Select(Capitals));

    /// <summary>The variables that are given and stand for a key.</summary>
    /// <param name="keys">Every key of the file, dotted.</param>
    public ImmutableArray<string> Used(IReadOnlyList<string> keys) => [.. _given.Select(v => v.Name).Where(name => keys.Any(key => IsFor(name, key)))];

    /// <summary>Puts them into the document in the place of what it says.</summary>
    /// <param name="keys">Every key of the file, dotted.</param>
    public void Apply(TomlTable document, IReadOnlyList<string> keys, ProblemList problems)
    {
        foreach (var (name, value) in _given)
        {
            var place = new TextPlace(0, 0, name);
            if (keys.FirstOrDefault(key => IsFor(name, key)) is { } key)
                Set(document, key.Split('.'), new TomlVariable(place, value), problems);
            else if (Unknown(name, keys) is { } problem)
                problems.Warn(place, "", problem);
        }
    }

    private static bool IsFor(string name, string key) => string.Equals(name, NameOf(key), StringComparison.Ordinal);

    // Other programs' variables may begin like ours, and hooks are given some; what looks like a key, or nearly is one, is meant as one.
    private static string? Unknown(string name, IReadOnlyList<string> keys)
    {
        var near = NameSuggestion.Find(name[Prefix.Length..], keys.Select(key => NameOf(key)[Prefix.Length..]));
        return near is not null ? $"is unknown and ignored; did you mean {Prefix}{near}?"
            : name.Contains(Dot, StringComparison.Ordinal) ? "is unknown and ignored; it stands for no key of the configuration"
            : null;
    }

    private static void Set(TomlTable document, ReadOnlySpan<string> path, TomlVariable value, ProblemList problems)
    {
        var table = document;
        foreach (var name in path[..^1])
        {
            if (Below(table, name, value.Place) is not { } inner)
                return; // The file has something else there, which is reported.
            table = inner;
        }

        table.Set(new TomlEntry(path[^1], value.Place, path is ["upgradeFolders"] ? Pairs(value, problems) : value));
    }

    // v1.0.0=folder,v2.0.0=folder
    private static TomlTable Pairs(TomlVariable value, ProblemList problems)
    {
        var table = new TomlTable(value.Place);
        foreach (var pair in value.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (table.Find(parts[0]) is null)
                table.Add(new TomlEntry(parts[0], value.Place, new TomlText(value.Place, parts is [_, var folder] ? folder : "")));
            else
                problems.Error(value.Place, "upgradeFolders", $"names {Quoting.Quote(parts[0])} twice; keep one of the two");
        }

        return table;
    }

    // Of what the file has several, the variables are one more.
    private static TomlTable? Below(TomlTable table, string name, TextPlace place)
    {
        var isList = name is "notifications";
        if (table.FindAnyCase(name) is not { } entry)
        {
            entry = new TomlEntry(name, place, isList ? new TomlTables(place) : new TomlTable(place));
            table.Add(entry);
        }

        if (entry.Value is TomlList list && isList)
        {
            var tables = new TomlTables(list.Place);
            tables.Items.AddRange(list.Items.OfType<TomlTable>());
            if (tables.Items.Count < list.Items.Length)
                return null;
            entry = entry with { Value = tables };
            table.Set(entry);
        }

        return entry.Value switch
        {
            TomlTables { Items: [.., { Place.Variable: not null } ours] } => ours,
            TomlTables several => Another(several, place),
            var value => value as TomlTable,
        };
    }

    private static TomlTable Another(TomlTables tables, TextPlace place)
    {
        tables.Items.Add(new TomlTable(place));
        return tables.Items[^1];
    }

    private static string Capitals(string word) => string.Concat(word.Select(c => char.IsAsciiLetterUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
