using Visor.Model;

namespace Visor.Releases.Unpacking.Content;

/// <summary>Every entry of an archive so far: one kind of thing a path, and nothing below anything but a folder.</summary>
internal sealed class ArchiveTree(UnpackLimits limits)
{
    private readonly Node _root = new(EntryKind.Folder) { Implied = true };
    private int _count;

    /// <summary>Paths of the regular files, in no order.</summary>
    public IEnumerable<string> Files => Below(_root, "").Where(f => f.Node.Kind is EntryKind.File).Select(f => f.Path);

    public EntryKind? Find(EntryPath path)
    {
        var node = _root;
        foreach (var segment in path.Segments)
        {
            if (!node.Children.TryGetValue(segment, out var next))
                return null;
            node = next;
        }

        return node.Kind;
    }

    /// <param name="name">As the archive has it.</param>
    /// <param name="isThere">There is an entry of this path and kind already: release tools do pack a file or a folder twice.</param>
    /// <returns>Folders above the entry that no entry has named so far, from the top.</returns>
    /// <exception cref="UnpackException">It contradicts an earlier entry, or there are too many; then nothing has changed.</exception>
    public IReadOnlyList<EntryPath> Add(string name, EntryPath path, EntryKind kind, out bool isThere)
    {
        var parent = _root;
        var depth = 0;
        for (; depth < path.Segments.Count - 1 && parent.Children.TryGetValue(path.Segments[depth], out var next); depth++)
        {
            if (next.Kind is not EntryKind.Folder)
            {
                var upper = PlainText.Excerpt(Upper(path, depth + 1).ToString(), 100);
                throw UnpackException.RefusedEntry(name, $"is inside the {Word(next.Kind)} '{upper}'");
            }

            parent = next;
        }

        var known = path.Segments.Count == 0 ? _root
            : depth == path.Segments.Count - 1 ? parent.Children.GetValueOrDefault(path.Segments[^1]) : null;
        if (known is not null && known.Kind != kind)
            throw UnpackException.RefusedEntry(name, $"occurs twice, as a {Word(known.Kind)} and as a {Word(kind)}");
        isThere = known is { Implied: false };
        var created = known is { Implied: true } ? 0 : Math.Max(1, path.Segments.Count - depth);
        if (_count + created > limits.Entries)
            throw limits.TooManyEntries();
        if (known is not null)
        {
            // What is there again takes no place on the disk; it counts so that there is an end to it.
            _count += created;
            known.Implied = false;
            return [];
        }

        _count += created;
        var implied = new List<EntryPath>();
        for (; depth < path.Segments.Count - 1; depth++)
        {
            var folder = new Node(EntryKind.Folder) { Implied = true };
            parent.Children.Add(path.Segments[depth], folder);
            parent = folder;
            implied.Add(Upper(path, depth + 1));
        }

        parent.Children.Add(path.Segments[^1], new Node(kind));
        return implied;
    }

    private static EntryPath Upper(EntryPath path, int depth) => new([.. path.Segments.Take(depth)], NamesFolder: true);

    private static string Word(EntryKind kind) => kind switch
    {
        EntryKind.Link => "link",
        EntryKind.Folder => "folder",
        _ => "file",
    };

    private static IEnumerable<(string Path, Node Node)> Below(Node top, string topPath)
    {
        // Not recursive: an archive may be 2,000 folders deep.
        var left = new Stack<(string Path, Node Node)>([(topPath, top)]);
        while (left.TryPop(out var at))
        {
            yield return at;
            foreach (var (name, child) in at.Node.Children)
                left.Push((at.Path.Length == 0 ? name : $"{at.Path}/{name}", child));
        }
    }

    private sealed class Node(EntryKind kind)
    {
        private Dictionary<string, Node>? _children;

        public EntryKind Kind { get; } = kind;

        /// <summary>No entry of its own has named it so far.</summary>
        public bool Implied { get; set; }

        public Dictionary<string, Node> Children => _children ??= new(StringComparer.Ordinal);
    }
}

internal enum EntryKind
{
    Folder,
    File,
    Link,
}
