using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Harness.Tracing;

namespace Visor.EndToEnd.Faults;

/// <summary>
/// A node that is started for the first time, upgraded once and stopped in good order, by a Visor that is struck somewhere on this way.
/// Whatever it is, the end is the same. Visor's home and the stamp lie on a disk of their own; the chain's data and the ledger do not.
/// </summary>
/// <param name="recover">What the machine does when all that lives has ended by the strike, before you start Visor again.</param>
/// <param name="isStamped">Whether to wait for the stamp: one that could not be written is tried again after half a minute.</param>
internal sealed class InterruptedUpgrade(TestNode node, ImageDisk disk, TracedVisor struck, Func<Task> recover, bool isStamped)
{
    private const string Next = "v0.2.0";

    // Enough for a release that is staged already, and few enough not to wait for.
    private const int Blocks = 20;

    private TestProcess _visor = node.Own(struck.Process);

    /// <param name="begin">Starts the Visor that will be struck.</param>
    /// <param name="recover">Null: nothing.</param>
    /// <returns>The calls of this Visor, and the one that was struck.</returns>
    public static async Task<TracedVisor> EndsWell(
        Func<TestNode, ImageDisk, TracedVisor> begin, Func<TestNode, ImageDisk, TracedVisor, Task>? recover = null, bool isStamped = true)
    {
        await using var disk = await ImageDisk.Make();
        Directory.CreateDirectory(Path.GetDirectoryName(Stamp(disk))!);
        await using var node = await TestNode.CreateOn(disk, withDataNode: true, config: $"[dataStamp]\npath = \"{Stamp(disk)}\"\n");
        await node.Prepare(Next);
        Directory.CreateDirectory(node.NodeHome); // A real node's home is there before its first start, too.
        node.Network.Upgrade(Next, 1, 1_000_000); // Far away, but from now on Visor asks often.
        await disk.Settle();
        var struck = begin(node, disk);
        await new InterruptedUpgrade(node, disk, struck, () => recover?.Invoke(node, disk, struck) ?? Task.CompletedTask, isStamped).EndsWell();
        return struck;
    }

    private static string Stamp(ImageDisk disk) => Path.Combine(disk.Path, "data", "visor-stamp.json");

    private async Task EndsWell()
    {
        await Reach(TestNode.Genesis);
        await Agree();
        await Reach(Next);
        if (await Stop() != 0)
        {
            await GoOn();
            await Reach(Next);
            (await Stop()).ShouldBe(0, node.Everything());
        }

        node.NothingLives();
        OnlyForward();
        struck.Process.Output.ShouldNotContain("status unavailable"); // Also of a process that is traced.
    }

    // Of one that is killed the node lives on, and may still write where it wrote.
    private Task<int> Stop()
    {
        _visor.Signal(Native.SigTerm);
        return _visor.WaitForExitAlone();
    }

    /// <summary>The network agrees on the upgrade, and no block comes before Visor has written that down: of a plan that it never heard of no later start can know.</summary>
    private async Task Agree()
    {
        node.Network.Pause();
        node.Network.UpgradeIn(Blocks, Next);
        var plan = $"\"accepted\",\"tag\":\"{Next}\",\"height\":{node.Network.UpgradeHeight.ToString(CultureInfo.InvariantCulture)}";
        await Reach(() => node.Journal.Contains(plan, StringComparison.Ordinal), plan);
        node.Network.GoOn();
    }

    /// <summary>Waits until a release runs and everything that has to be written down about it is.</summary>
    private Task Reach(string release) => Reach(() => IsSettled(release), $"settled with {release}");

    /// <summary>Waits for something; a Visor that is struck before has a successor.</summary>
    private async Task Reach(Func<bool> holds, string what)
    {
        while (!await HoldsBeforeItsEnd(holds, what))
            await GoOn();
    }

    /// <returns>False: Visor has ended before.</returns>
    private async Task<bool> HoldsBeforeItsEnd(Func<bool> holds, string what)
    {
        await Eventually.See(() => _visor.HasExited || holds() ? this : null, () => $"{what}, struck at {struck.StruckAt}\n{node.Everything()}");
        return !_visor.HasExited;
    }

    // Only a block shows whether the release is the right one; and a data node is known by its first line.
    private bool IsSettled(string release) =>
        node.Status is { Node: { Core: { } core, DataNode: { } dataNode } } status
        && status.Visor.Pid == _visor.Pid
        && status.IsReady(release)
        && (!isStamped || StampedWith(release))
        && node.Ledger.Lines is var ledger
        && ledger.Any(l => l.Is("block-after-start", release) && l.Pid == core.Pid)
        && ledger.Any(l => l.Is("start", release, "datanode") && l.Pid == dataNode.Pid)
        && LivesAlone("core", core.Pid)
        && LivesAlone("datanode", dataNode.Pid);

    private bool LivesAlone(string role, int pid) => node.Living(role) is [var living] && living.Pid == pid;

    /// <summary>What the service manager does: it starts a Visor again that was killed, or has ended over trouble that passes.</summary>
    private async Task GoOn()
    {
        _visor.ShouldBe(struck.Process, $"a Visor ends that nobody has struck; the one before it at {struck.StruckAt}\n{node.Everything()}");
        (await _visor.WaitForExitAlone()).ShouldBeOneOf([128 + Native.SigKill, 1], node.Everything());
        struck.StruckAt.ShouldNotBeNull(node.Everything());
        await recover();
        _visor = node.Run();
    }

    private bool StampedWith(string release) =>
        File.Exists(Stamp(disk)) && File.ReadAllText(Stamp(disk)) is var stamp
        && stamp.Contains($"\"{release}\"", StringComparison.Ordinal) && stamp.Contains("\"answered\": true", StringComparison.Ordinal);

    private void OnlyForward()
    {
        node.Ledger.Disasters.ShouldBeEmpty(node.Everything());
        ProcessSets.Of(node.Ledger).RolesAndReleasesShouldNotOverlap();
        var ready = node.Ledger.All("ready")[0].MonotonicNs;
        foreach (var role in new[] { "core", "datanode" })
            node.Ledger.All("start", TestNode.Genesis, role).ShouldAllBe(start => start.MonotonicNs < ready, node.Everything());

        var height = node.Network.UpgradeHeight.ToString(CultureInfo.InvariantCulture);
        node.Ledger.All("start", Next)[0].Flag.ShouldBe(height, node.Everything());
        node.Ledger.All("resumed", Next).ShouldAllBe(start => start.Height >= node.Network.UpgradeHeight, node.Everything());

        var journal = new JournalReport(node.Home);
        journal.BecameDue(Next).ShouldBe(1, $"{journal}\n{node.Everything()}");
        journal.Count("activated", Next).ShouldBe(1, $"{journal}\n{node.Everything()}");
        node.Current.ShouldBe(Next);
        (!isStamped || StampedWith(Next)).ShouldBeTrue(node.Everything());
        Path.Exists(node.In("current.new")).ShouldBeFalse();
    }
}
