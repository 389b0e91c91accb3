using System.Globalization;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>One thing that goes wrong in Visor on the way from the first start of a node with a data node through one upgrade.</summary>
/// <param name="Step">Of <see cref="Way"/>, without its passing.</param>
/// <param name="Passing">From 1.</param>
internal sealed record Fault(string Step, string Mode, int Passing)
{
    public const string CrashBefore = "crash-before";
    public const string CrashAfter = "crash-after";
    public const string Hang = "hang";
    public const string Error = "error";

    /// <summary>The checkpoints in the order in which they are passed.</summary>
    public static IReadOnlyList<string> Way { get; } =
    [
        "intent:1", "spawn:1", "pid:1", "spawn:2", "pid:2", "started:1", "answered:1",
        "due:1", "stopping:1", "stopped:1", "link:1", "linked:1",
        "intent:2", "spawn:3", "pid:3", "spawn:4", "pid:4", "started:2", "answered:2",
    ];

    /// <summary>The checkpoints on the side of that way, while a release is fetched.</summary>
    public static IReadOnlyList<string> Staging { get; } = ["fetch:1", "verify:1", "unpack:1", "check:1", "publish:1"];

    /// <summary>Every mode at the checkpoints of a part of the way, both ends included.</summary>
    public static TheoryData<string> Between(string first, string last) =>
        EveryMode(Way.Skip(Place(first)).Take(Place(last) - Place(first) + 1));

    public static TheoryData<string> EveryMode(IEnumerable<string> points) => [..
        from point in points
        let colon = point.IndexOf(':', StringComparison.Ordinal)
        from mode in new[] { CrashBefore, CrashAfter, Error, Hang }
        select $"{point[..colon]}:{mode}{point[colon..]}"];

    public static Fault Parse(string text) => text.Split(':') is [var step, var mode, var passing]
        ? new Fault(step, mode, int.Parse(passing, CultureInfo.InvariantCulture))
        : throw new FormatException(text);

    /// <summary>It goes wrong before the node is ready for the first time, or just then.</summary>
    public bool IsInFirstStart => Here <= Place("answered:1");

    private int Here => Place($"{Step}:{Passing.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>
    /// It leaves half of a set behind, or a whole one of which not everything is written down: only then may the set be started again.
    /// </summary>
    /// <param name="firstSpawn">The checkpoint from which on something of the set lives.</param>
    /// <param name="lastPid">The checkpoint behind which all of it is written down.</param>
    public bool LeavesHalf(string firstSpawn, string lastPid) =>
        (Here > Place(firstSpawn) || (Here == Place(firstSpawn) && Mode is CrashAfter or Error))
        && (Here < Place(lastPid) || (Here == Place(lastPid) && Mode is not CrashAfter));

    private static int Place(string point) => Way.Index().First(p => string.Equals(p.Item, point, StringComparison.Ordinal)).Index;
}
