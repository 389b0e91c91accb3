using Visor.Lifecycle;

namespace Visor.Supervision;

/// <summary>What reaches the supervisor's loop.</summary>
/// <param name="Source">The work that ended in it; null: it came from outside.</param>
/// <param name="Event">Null: only what people see has changed.</param>
internal sealed record Occurrence(NodeWork? Source, NodeEvent? Event)
{
    public static Occurrence Seen { get; } = new(null, null);

    public static Occurrence FromOutside(NodeEvent happened) => new(null, happened);
}
