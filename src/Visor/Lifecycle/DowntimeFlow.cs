using Visor.Model;
using static Visor.Lifecycle.NodeState;

namespace Visor.Lifecycle;

/// <summary>Which steps of the lifecycle begin a downtime, which of its parts follows, and which step ends it. Pure.</summary>
internal static class DowntimeFlow
{
    /// <summary>What a node in this state waits for.</summary>
    public static DowntimePart PartOf(NodeState state) => state switch
    {
        Due { Next: not Preparation.Staged } => DowntimePart.Release,
        Due { Hold: not null } => DowntimePart.Hold,
        Activating or ActivatingOrder => DowntimePart.Switch,
        BackingOff or Starting or Connecting or Failed => DowntimePart.Start,
        _ => DowntimePart.Stop,
    };

    /// <summary>Whether a step ends the downtime: the new release has answered.</summary>
    public static bool IsEnd(NodeState before, NodeState after) => before is not Running && after is Running;

    /// <summary>What a step makes of a downtime; null: none goes on.</summary>
    public static OpenDowntime? After(OpenDowntime? open, NodeState before, NodeState after, TimeSpan at) => (before, after) switch
    {
        (_, Running) => null,
        (_, HandedOver or Stopped) => open,
        _ when IsDue(after) && !IsDue(before) => OpenDowntime.Begin(PartOf(after), at),
        (Due, Stopping { Then: StopPurpose.SwitchAsOrdered }) => (open ?? OpenDowntime.Begin(DowntimePart.Stop, at)).Enter(DowntimePart.Stop, at),
        (not Stopping, Stopping { Then: StopPurpose.SwitchAsOrdered }) => OpenDowntime.Begin(DowntimePart.Stop, at),
        (not Stopping, Stopping { Then: StopPurpose.Restart or StopPurpose.StartFresh }) when open is null => OpenDowntime.Begin(DowntimePart.Stop, at),
        _ => Resume(open, after, at),
    };

    /// <summary>What goes on in this state. A start that fails is part of the start.</summary>
    public static OpenDowntime? Resume(OpenDowntime? open, NodeState state, TimeSpan at) =>
        open is null or { Part: DowntimePart.Start } ? open : open.Enter(PartOf(state), at);

    /// <summary>Whether an upgrade is due, and nothing of the new release runs yet.</summary>
    public static bool IsDue(NodeState state) => UpgradeProgress.In(state).IsDue;
}
