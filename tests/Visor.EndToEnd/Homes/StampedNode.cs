using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Homes;

/// <summary>A node whose data knows what ran on it.</summary>
internal static class StampedNode
{
    public const string Next = "v0.2.0";
    public const int Contradictory = 78;

    /// <summary>Path of the stamp beside the data of a node.</summary>
    public static string Stamp(TestNode node) => Path.Combine(node.NodeHome, "visor-stamp.json");

    /// <summary>Waits until the stamp says so much.</summary>
    /// <param name="number">Of the activation, from 1.</param>
    public static Task<string> Stamped(TestNode node, int number, string tag) => Eventually.See(
        () => File.Exists(Stamp(node)) && File.ReadAllText(Stamp(node)) is var text
            && text.Contains($"\"number\": {number},", StringComparison.Ordinal) && text.Contains($"\"tag\": \"{tag}\"", StringComparison.Ordinal) ? text : null,
        () => $"a stamp of {tag}\n{node.Everything()}");

    /// <summary>Takes the node through one upgrade that data and journal know of, and stops it.</summary>
    public static async Task UpgradeStamped(TestNode node)
    {
        await node.Prepare(Next);
        var visor = await UpgradeUnder(node);
        await node.Journalled("stamped");
        await Stamped(node, 2, Next);
        await node.StopCleanly(visor);
    }

    /// <summary>Takes the node, whose next release is prepared, through one upgrade.</summary>
    public static async Task<TestProcess> UpgradeUnder(TestNode node)
    {
        var visor = node.Run();
        await node.Ready(TestNode.Genesis);
        node.Network.UpgradeIn(20, Next);
        await node.Ready(Next);
        return visor;
    }

    /// <summary>Starts a Visor that must refuse this home.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> Refused(TestNode node)
    {
        var visor = node.Run();
        (await visor.WaitForExit()).ShouldBe(Contradictory, node.Everything());
        return visor.Output;
    }
}
