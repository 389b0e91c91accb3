using System.Collections.Immutable;

namespace Visor.Model.Events;

/// <summary>The kinds in the words of <c>config.toml</c> and of everything that is sent.</summary>
internal static class EventKinds
{
    public static ImmutableArray<EventKind> All { get; } = [.. Enum.GetValues<EventKind>()];

    public static ImmutableArray<string> Words { get; } = [.. All.Select(Word)];

    public static string Word(this EventKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public static bool TryParse(string word, out EventKind kind)
    {
        var at = Words.IndexOf(word);
        kind = at < 0 ? default : All[at];
        return at >= 0;
    }
}
