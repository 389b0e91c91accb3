using System.Collections.Immutable;

namespace Visor.Model.Events;

/// <summary>The events of a node that notifications and hooks report.</summary>
internal enum EventKind
{
    /// <summary>The network has agreed on an upgrade.</summary>
    Accepted,

    /// <summary>The next release is ready.</summary>
    Staged,

    /// <summary>The next release is not ready, and for a new reason.</summary>
    NotReady,

    /// <summary>The node waits at the height of an upgrade.</summary>
    Due,

    /// <summary>An upgrade that is due waits for its operator.</summary>
    Held,

    /// <summary>The new release has answered.</summary>
    Upgraded,

    /// <summary>The node has failed and is started again.</summary>
    Restarted,

    /// <summary>Visor has given the node up.</summary>
    Failed,

    /// <summary><c>config.toml</c> has errors, and the last valid one stays in force.</summary>
    ConfigBroken,

    /// <summary>The node runs, and could not be started again from what lies there now.</summary>
    Drifted,

    /// <summary>What would have kept the node from being started again is gone.</summary>
    Mended,

    /// <summary>A person's word that another release runs is carried out.</summary>
    Ordered,

    /// <summary>An operator holds the switch, whether or not an upgrade is due.</summary>
    HoldSet,

    /// <summary>The hold is gone.</summary>
    HoldLifted,
}

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
