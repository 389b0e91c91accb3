using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>Kills Visor, the core or the data node of one node, again and again, while upgrade follows upgrade.</summary>
internal sealed class Torment(TestNode node, Random random, Strikes strikes)
{
    private readonly JournalTail _journal = new(node.In(".visor", "journal.jsonl"));
    private readonly List<(string Release, string Height)> _upgrades = [];
    private TestProcess _visor = node.Run();

    /// <summary>Upgrades so far, each with its height.</summary>
    public IReadOnlyList<(string Release, string Height)> Upgrades => _upgrades;

    public TestProcess Visor => _visor;

    public JournalTail Journal => _journal;

    private string Last => _upgrades.Count == 0 ? TestNode.Genesis : _upgrades[^1].Release;

    /// <summary>Lets the node come to a phase, kills something about then, and waits until the node is ready with the last release.</summary>
    public async Task Round(Phase aim)
    {
        if (aim is Phase.Starting or Phase.Activating && random.Next(2) == 0)
        {
            await StrikeHeld(aim);
        }
        else
        {
            await Reach(aim);
            await Strike();
        }

        File.Delete(node.In("hold"));

        // Now and then what recovers is hit before it has recovered.
        if (random.Next(4) == 0)
        {
            await Within(300);
            await Strike();
        }

        await Recover();
    }

    public async Task Recover()
    {
        var status = await node.WaitForStatus(
            s => _visor.HasExited || node.Ledger.Disasters.Count > 0 || IsWhole(s), $"ready with {Last}\n{strikes.Table}");
        _visor.HasExited.ShouldBeFalse(node.Everything());
        node.Ledger.Disasters.ShouldBeEmpty(node.Everything());
        await node.Ledger.WaitFor(l => l.Is("start", Last, "datanode") && l.Pid == status.Node.DataNode?.Pid, "the data node");
        await node.Ledger.WaitFor(l => l.Is("block-after-start", Last) && l.Pid == status.Node.Core?.Pid, "a block");
        strikes.Recovered();
    }

    // A Visor that has not yet noticed an end says that all is well.
    private bool IsWhole(StatusReport status) =>
        status.Visor.Pid == _visor.Pid && status.IsReady(Last)
        && status.Node is { Core: { } core, DataNode: { } dataNode } && node.IsOurs(core.Pid) && node.IsOurs(dataNode.Pid);

    private async Task Reach(Phase aim)
    {
        if (aim is Phase.Starting or Phase.Connecting)
        {
            var (what, before) = aim == Phase.Starting ? ("opened", _journal.Count("opened")) : ("started", _journal.Count("started"));
            (await _visor.Terminate()).ShouldBe(0, node.Everything());
            _visor = node.Run();
            await Seen(() => _journal.Count(what) > before, what);
            await Within(aim == Phase.Starting ? 40 : 150);
            return;
        }

        if (aim == Phase.Running)
        {
            await Within(300);
            return;
        }

        // Held, the upgrade stays due for as long as it takes to look.
        if (aim == Phase.Due)
            node.Write("hold", "tormented\n");
        var tag = await Plan();
        switch (aim)
        {
            case Phase.Staged:
                await node.WaitForStatus(s => s.HasUpgrade(tag, "staged") || s.IsReady(tag) || _journal.Count("due", tag) > 0, "staged");
                await Within(100);
                break;
            case Phase.Due:
            case Phase.Stopping:
                await Seen(() => _journal.Count("due", tag) > 0, "due");
                await Within(aim == Phase.Due ? 50 : 100);
                break;
            case Phase.Activating:
                await Seen(() => _journal.Count("due", tag) > 0, "due");
                var stopped = _journal.Count("stopped");
                await Seen(() => _journal.Count("stopped") > stopped, "stopped");
                break;
            default:
                await Seen(() => _journal.Count("activated", tag) > 0, "activated");
                await Within(400);
                break;
        }
    }

    // A core killed at its height before any Visor has seen the plan could not be told from one that has no plan.
    private async Task<string> Plan()
    {
        var tag = $"v0.{(_upgrades.Count + 2).ToString(CultureInfo.InvariantCulture)}.0";
        await node.Prepare(tag);
        node.Network.UpgradeIn(40 + random.Next(20), tag);
        _upgrades.Add((tag, node.Network.UpgradeHeight.ToString(CultureInfo.InvariantCulture)));
        await node.WaitForStatus(
            s => string.Equals(s.Upgrade?.Tag, tag, StringComparison.Ordinal) || _journal.Count("due", tag) > 0, $"{tag} seen");
        return tag;
    }

    private async Task Strike()
    {
        var role = random.Next(4) switch { 0 => "core", 1 => "dataNode", _ => null };
        var pid = role is null ? 0 : _journal.LastPid(role);
        if (pid != 0 && node.IsOurs(pid))
        {
            strikes.Add(PhaseNow(), role is "core" ? "core" : "data node");
            _ = Native.Kill(pid, Native.SigKill);
            await Seen(() => !node.IsOurs(pid), "the end of what was killed");
            return;
        }

        _visor.HasExited.ShouldBeFalse(node.Everything());
        await _visor.Kill();
        strikes.Add(PhaseNow(), "visor");
        _visor = node.Run();
    }

    // What lasts a millisecond is seldom met by chance: there Visor is held at a checkpoint until it is killed.
    private async Task StrikeHeld(Phase aim)
    {
        (await _visor.Terminate()).ShouldBe(0, node.Everything());
        File.Delete(node.FaultMark);
        string[] steps = aim == Phase.Starting ? ["intent", "spawn", "pid"] : ["link", "linked"];
        _visor = node.RunWithFault($"{steps[random.Next(steps.Length)]}:{Fault.Hang}");
        if (aim == Phase.Activating)
        {
            await Recover();
            await Plan();
        }

        await Seen(() => File.Exists(node.FaultMark), "the checkpoint");
        strikes.Add(PhaseNow(), "visor");
        await _visor.Kill();
        _visor = node.Run();
    }

    private Phase PhaseNow() => Phases.Of(_journal.Read(), node.Status, _visor.Pid);

    // Looks more often than other waits of the tests: some phases last a millisecond.
    private async Task Seen(Func<bool> happened, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); !happened(); await Task.Delay(1, TestContext.Current.CancellationToken))
        {
            _visor.HasExited.ShouldBeFalse(node.Everything());
            if (Stopwatch.GetElapsedTime(began) > Eventually.Patience)
                throw new TimeoutException($"not seen: {what}\n{strikes.Table}\n{node.Everything()}");
        }
    }

    // No wait for anything: chance decides when to kill.
    private Task Within(int milliseconds) => Task.Delay(random.Next(milliseconds), TestContext.Current.CancellationToken);
}
