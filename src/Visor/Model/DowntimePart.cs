using System.Collections.Immutable;

namespace Visor.Model;

/// <summary>What a node that is down is waiting for. One follows the other without a gap, so that the parts add up to the whole.</summary>
internal enum DowntimePart
{
    /// <summary>The release is ready, and a person holds the switch.</summary>
    Hold,

    /// <summary>The upgrade is due, and its release is not ready.</summary>
    Release,

    /// <summary>The release is ready and nobody holds it, or it is the same one: until nothing of the old set lives. <c>stopDelaySeconds</c>, the hook <c>beforeUpgrade</c> and the last look at the release are in it.</summary>
    Stop,

    /// <summary><c>current</c> is being replaced, with the lines of the journal on both sides of it.</summary>
    Switch,

    /// <summary>From the switch, or the end of what failed, to the first answer. The delay before a restart and starts that fail are in it, and so is all the time that a node was given up.</summary>
    Start,
}

internal static class DowntimePartWords
{
    /// <summary>In the order in which they follow each other.</summary>
    public static ImmutableArray<DowntimePart> All { get; } = [DowntimePart.Hold, DowntimePart.Release, DowntimePart.Stop, DowntimePart.Switch, DowntimePart.Start];

    /// <returns>Null: no such word.</returns>
    public static DowntimePart? Parse(string word) => word switch
    {
        "hold" => DowntimePart.Hold,
        "release" => DowntimePart.Release,
        "stop" => DowntimePart.Stop,
        "switch" => DowntimePart.Switch,
        "start" => DowntimePart.Start,
        _ => null,
    };

    /// <summary>The word in the JSON, and the label <c>part</c> of the metric. Not the name of the member: that one may change.</summary>
    public static string Word(this DowntimePart part) => part switch
    {
        DowntimePart.Hold => "hold",
        DowntimePart.Release => "release",
        DowntimePart.Stop => "stop",
        DowntimePart.Switch => "switch",
        _ => "start",
    };
}
