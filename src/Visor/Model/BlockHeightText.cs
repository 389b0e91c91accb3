using System.Globalization;

namespace Visor.Model;

/// <summary>The last block of a node as people read it: what is not known, or no longer so, is said.</summary>
internal static class BlockHeightText
{
    public const string NotAskedYet = "not asked yet";

    /// <returns>Such as <c>1000000</c>, <c>1000000, told 35s ago</c>, <c>not asked yet</c> or <c>not known</c>.</returns>
    public static string Format(NodeStatus status, DateTimeOffset now) => status.Node switch
    {
        { Height: { } height, HeightAt: { } at } when now - at > OldAfter(status) => string.Create(CultureInfo.InvariantCulture, $"{height}, told {Spans.Age(now - at)} ago"),
        { Height: { } height } => height.ToString(CultureInfo.InvariantCulture),
        { Rpc: NotAskedYet } or { HeightAsked: false } => NotAskedYet,
        _ => "not known",
    };

    /// <summary>Whether what the node said is too old to stand for where it is.</summary>
    public static bool IsOld(NodeStatus status, DateTimeOffset now) => now - status.Node.HeightAt > OldAfter(status);

    // Two polls.
    private static TimeSpan OldAfter(NodeStatus status) => 2 * BlockProgress.PollInterval(status.Upgrade is not null);
}
