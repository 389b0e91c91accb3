namespace Visor.Tests.Architecture;

/// <summary>Circles among the rooms of one room, at every depth.</summary>
internal static class RoomCircles
{
    /// <summary>The arrows that are part of a circle.</summary>
    public static IEnumerable<(string From, string To)> In(IReadOnlySet<(string From, string To)> arrows) =>
        arrows.SelectMany(a => Above(a.From).Concat(Above(a.To))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(parent => Among(parent, arrows));

    // What lies in the room itself is a room of it, too.
    private static SortedSet<(string From, string To)> Among(string parent, IReadOnlySet<(string From, string To)> arrows)
    {
        SortedSet<(string From, string To)> left = [.. arrows
            .Select(a => (From: ChildOf(parent, a.From), To: ChildOf(parent, a.To)))
            .Where(a => a is { From: not null, To: not null } && !string.Equals(a.From, a.To, StringComparison.Ordinal)).Select(a => (a.From!, a.To!))];

        // What points nowhere, or is pointed to by nobody, is no part of a circle.
        while (left.RemoveWhere(a => !left.Any(b => string.Equals(b.From, a.To, StringComparison.Ordinal)) || !left.Any(b => string.Equals(b.To, a.From, StringComparison.Ordinal))) > 0)
        {
        }

        return left;
    }

    private static IEnumerable<string> Above(string room)
    {
        var parts = room.Split('/');
        for (var depth = 0; depth < parts.Length; depth++)
            yield return string.Join('/', parts.Take(depth));
    }

    private static string? ChildOf(string parent, string room)
    {
        if (parent.Length == 0)
            return room.Split('/')[0];
        if (string.Equals(room, parent, StringComparison.Ordinal))
            return parent;
        return room.StartsWith(parent + "/", StringComparison.Ordinal) ? $"{parent}/{room[(parent.Length + 1)..].Split('/')[0]}" : null;
    }
}
