using Visor.Lifecycle;

namespace Visor.Supervision;

/// <summary>What reaches the supervisor's loop.</summary>
/// <param name="Source">The work that ended in it; null: it came from outside.</param>
/// <param name="Event">Null: only what people see has changed.</param>
internal sealed record InboxMessage(WorkItem? Source, NodeEvent? Event)
{
    /// <summary>Is told what has become of it; null: nobody waits for that.</summary>
    public Action<Acceptance>? Answer { get; init; }

    public static InboxMessage Seen { get; } = new(null, null);

    public static InboxMessage FromOutside(NodeEvent happened) => new(null, happened);
}

/// <summary>What has become of news from outside.</summary>
internal enum Acceptance
{
    /// <summary>It has led to another state.</summary>
    Taken,

    /// <summary>In this state it changes nothing.</summary>
    Unmoved,

    /// <summary>It could not be journalled, so that it does not count.</summary>
    NotWritten,

    /// <summary>The loop has ended.</summary>
    Over,
}
