using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Configuration;

/// <summary>Release tag → name of the folder below HOME, where the two differ: <c>[upgradeFolders]</c>.</summary>
/// <param name="below">The folder below HOME in which all of them lie; empty: HOME itself.</param>
internal sealed class UpgradeFolders(IEnumerable<KeyValuePair<string, string>> folders, string below = "") : IEquatable<UpgradeFolders>
{
    private readonly ImmutableSortedDictionary<string, string> _folders =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, folders);

    public static UpgradeFolders None { get; } = new([]);

    /// <summary>The folder below HOME in which all of them lie; empty: HOME itself.</summary>
    public string Below => below;

    public string FolderOf(string tag) => Path.Combine(below, _folders.GetValueOrDefault(tag, tag));

    /// <returns>The release that belongs into a folder of this name; null: none.</returns>
    public ReleaseTag? TagOf(string folder)
    {
        var name = below.Length == 0 ? folder : Path.GetFileName(folder);
        var word = _folders.FirstOrDefault(f => string.Equals(f.Value, name, StringComparison.Ordinal)).Key ?? name;
        return (below.Length == 0 ? ReleaseTag.TryParse(word, out var tag) : ReleaseTag.TryParseEscaped(word, out tag)) && string.Equals(FolderOf(word), folder, StringComparison.Ordinal) ? tag : null;
    }

    public bool Equals(UpgradeFolders? other) => other is not null && string.Equals(below, other.Below, StringComparison.Ordinal) && _folders.SequenceEqual(other._folders);

    public override bool Equals(object? obj) => Equals(obj as UpgradeFolders);

    public override int GetHashCode() => _folders.Count;
}
