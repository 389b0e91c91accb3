using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Faults;

/// <summary>A node that is started and upgraded once while one thing goes wrong in its Visor. Whatever it is, the end is the same.</summary>
internal static class FaultyUpgrade
{
    private const string Next = "v0.2.0";

    public static async Task EndsWell(string what)
    {
        var fault = Fault.Parse(what);
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Prepare(Next);
        Directory.CreateDirectory(node.NodeHome); // A real node's home is there before its first start, too.
        node.Network.Upgrade(Next, 1, 1_000_000); // Far away, but from now on Visor asks often.

        var visor = node.RunWithFault(what);
        if (fault.IsInFirstStart)
            visor = await Suffer(node, visor, fault.Mode);
        await ReadyUnder(node, visor, TestNode.Genesis);
        await node.DataNodeFollows();
        node.Network.UpgradeIn(10, Next);
        if (!fault.IsInFirstStart)
            visor = await Suffer(node, visor, fault.Mode);
        await ReadyUnder(node, visor, Next);
        File.Exists(node.FaultMark).ShouldBeTrue(node.Everything());

        OneOfEach(node);
        OnlyForward(node, fault);
        NothingIsLeftOver(node);
        await node.StopCleanly(visor);
        node.NothingLives();
    }

    /// <summary>Lets the fault happen, and does what the machine or an operator does then.</summary>
    /// <returns>The Visor that goes on.</returns>
    public static async Task<TestProcess> Suffer(TestNode node, TestProcess faulty, string mode)
    {
        await Eventually.See(
            () => File.Exists(node.FaultMark) || faulty.HasExited ? node : null, () => $"the fault\n{node.Everything()}");
        switch (mode)
        {
            case Fault.Error:
                return faulty;
            case Fault.Hang:
                await faulty.Kill();
                break;
            default:
                (await faulty.WaitForExitAlone()).ShouldBe(128 + Native.SigKill, node.Everything());
                break;
        }

        return node.Run();
    }

    private static async Task ReadyUnder(TestNode node, TestProcess visor, string release)
    {
        var status = await node.WaitForStatus(
            s => visor.HasExited || (s.Visor.Pid == visor.Pid && s.IsReady(release)), $"ready with {release}");
        visor.HasExited.ShouldBeFalse(node.Everything());

        // Only a block shows whether the release is the right one; and a data node is known by its first line.
        await node.Ledger.WaitFor("block-after-start", release);
        status.Node.DataNode.ShouldNotBeNull(node.Everything());
        await node.Ledger.WaitFor(l => l.Is("start", release, "datanode") && l.Pid == status.Node.DataNode.Pid, "the data node");
    }

    private static void OneOfEach(TestNode node)
    {
        foreach (var role in new[] { "core", "datanode" })
            node.Living(role).ShouldHaveSingleItem(node.Everything()).Release.ShouldBe(Next, node.Everything());
    }

    private static void OnlyForward(TestNode node, Fault fault)
    {
        var height = node.Network.UpgradeHeight.ToString(CultureInfo.InvariantCulture);
        var old = node.Ledger.All("start", TestNode.Genesis);
        var next = node.Ledger.All("start", Next);
        old.Count.ShouldBeInRange(1, fault.LeavesHalf("spawn:1", "pid:2") ? 2 : 1, node.Everything());
        next.Count.ShouldBeInRange(1, fault.LeavesHalf("spawn:3", "pid:4") ? 2 : 1, node.Everything());
        next.ShouldAllBe(start => start.Flag == height, node.Everything());

        var ready = node.Ledger.All("ready")[0].MonotonicNs;
        old.ShouldAllBe(start => start.MonotonicNs < ready, node.Everything());
        node.Ledger.All("start", TestNode.Genesis, "datanode").ShouldAllBe(start => start.MonotonicNs < ready, node.Everything());

        var journal = new JournalReport(node.Home);
        journal.BecameDue(Next).ShouldBe(1, $"{journal}\n{node.Everything()}");
        journal.Count("activated", Next).ShouldBe(1, $"{journal}\n{node.Everything()}");
        node.Current.ShouldBe(Next);
    }

    public static void NothingIsLeftOver(TestNode node)
    {
        var staging = node.In(".visor", "staging");
        if (Directory.Exists(staging))
            Directory.EnumerateFileSystemEntries(staging).ShouldBeEmpty();
        Path.Exists(node.In("current.new")).ShouldBeFalse();
    }
}
