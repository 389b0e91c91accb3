using Visor.Logging;
using Visor.Model;
using Visor.Model.Events;

namespace Visor.Supervision.Composition;

/// <summary>Where a run tells what it does. None of them may make it wait.</summary>
/// <param name="Status">What people are shown, whenever it has changed.</param>
/// <param name="Events">Sends events to notifications and hooks.</param>
/// <param name="Heartbeat">How often the loop has to publish its status although nothing has changed; null: there is no need.</param>
/// <param name="Service">Whoever has started this Visor, and how the node is started again once it is given up.</param>
internal sealed record Sinks(Action<NodeStatus> Status, Action<VisorEvent> Events, Transfers Transfers, ServiceContext Service, TimeSpan? Heartbeat = null);

/// <param name="IsManaged">Whether a service manager has started this Visor and listens to it.</param>
/// <param name="StartAgain">The command that starts a node again that was given up, while this Visor still lives.</param>
internal sealed record ServiceContext(bool IsManaged, string StartAgain);
