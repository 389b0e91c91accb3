using Visor.Logging;
using Visor.Model;
using Visor.Model.Events;

namespace Visor.Supervision;

/// <summary>Where a run tells what it does. None of them may make it wait.</summary>
/// <param name="Status">What people are shown, whenever it has changed.</param>
/// <param name="Events">What somebody outside may want to hear of.</param>
/// <param name="Heartbeat">How often the loop has to publish its status although nothing has changed; null: there is no need.</param>
internal sealed record Sinks(Action<NodeStatus> Status, Action<VisorEvent> Events, Transfers Transfers, TimeSpan? Heartbeat = null);
