using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Visor.Configuration;

/// <summary>A place in a file as editors count: line and column from 1, a tab is one column. Default: the file as a whole.</summary>
/// <param name="Variable">The environment variable that the value comes from; null: the file.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextPlace(int Line, int Column, string? Variable = null);

/// <summary>A value of a TOML document with the place where it stands.</summary>
internal abstract record TomlValue(TextPlace Place)
{
    /// <summary>What the value is, in words that fit after "not"; never what it holds, which may be a secret in the wrong place.</summary>
    public abstract string Description { get; }
}

internal sealed record TomlText(TextPlace Place, string Text) : TomlValue(Place)
{
    public override string Description => Text.Length == 0 ? "an empty text" : "a text";
}

internal sealed record TomlWholeNumber(TextPlace Place, long Number) : TomlValue(Place)
{
    public override string Description => Number < 0 ? "a negative number" : "a number";
}

internal sealed record TomlFlag(TextPlace Place, bool Flag) : TomlValue(Place)
{
    public override string Description => "true or false";
}

internal sealed record TomlList(TextPlace Place, ImmutableArray<TomlValue> Items) : TomlValue(Place)
{
    public override string Description => "a list";
}

/// <summary>Tables under one name, each begun by <c>[[name]]</c>.</summary>
internal sealed record TomlTables(TextPlace Place) : TomlValue(Place)
{
    /// <summary>In the order of the file.</summary>
    public List<TomlTable> Items { get; } = [];

    public override string Description => "a list of tables";
}

/// <summary>A value of a kind that no key of Visor takes.</summary>
internal sealed record TomlOther(TextPlace Place, string Kind) : TomlValue(Place)
{
    public override string Description => Kind;
}

/// <summary>What an environment variable says: of which kind it is decides who reads it.</summary>
internal sealed record TomlVariable(TextPlace Place, string Text) : TomlValue(Place)
{
    public override string Description => "this text";
}

internal sealed record TomlTable(TextPlace Place) : TomlValue(Place)
{
    private readonly List<TomlEntry> _entries = [];
    private readonly Dictionary<string, TomlEntry> _byKey = new(StringComparer.Ordinal);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<TomlEntry> Entries => _entries;

    public override string Description => "a table";

    public TomlEntry? Find(string key) => _byKey.GetValueOrDefault(key);

    public TomlEntry? FindAnyCase(string key) => _entries.Find(e => string.Equals(e.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <param name="entry">Its key is not there yet.</param>
    public void Add(TomlEntry entry)
    {
        _entries.Add(entry);
        _byKey.Add(entry.Key, entry);
    }

    /// <summary>Adds an entry in the place of whatever has its key, in any case.</summary>
    public void Set(TomlEntry entry)
    {
        foreach (var other in _entries.FindAll(e => string.Equals(e.Key, entry.Key, StringComparison.OrdinalIgnoreCase)))
        {
            _entries.Remove(other);
            _byKey.Remove(other.Key);
        }

        Add(entry);
    }
}

/// <param name="Place">Where the key stands.</param>
internal sealed record TomlEntry(string Key, TextPlace Place, TomlValue Value);
