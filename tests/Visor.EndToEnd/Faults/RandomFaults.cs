using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Faults;

/// <summary>Strikes Visor, the core, the data node or the network of one node, again and again, while upgrade follows upgrade.</summary>
internal sealed class RandomFaults(NodeUnderFaults on, Random random, FaultTally strikes)
{
    /// <summary>Blocks: so far ahead that no upgrade gets there by itself.</summary>
    private const long FarAhead = 1_000_000;

    /// <summary>This network agrees on something new every few seconds; of a core that does, Visor heeds ten changes in a row.</summary>
    private const int PlansOfOneVisor = 2;

    private readonly FaultInjector _assault = new(on, random, strikes);
    private readonly BadNetwork _network = new(on.Fetching, random);
    private readonly List<(string Release, string Height)> _upgrades = [];
    private string? _coming;
    private (int Visor, int Plans) _heard;

    /// <summary>Upgrades so far, each with its height.</summary>
    public IReadOnlyList<(string Release, string Height)> Upgrades => _upgrades;

    public BadNetwork Network => _network;

    private TestNode Node => on.Node;

    private string Last => _upgrades.Count == 0 ? TestNode.Genesis : _upgrades[^1].Release;

    /// <summary>Lets the node come to a phase, strikes it then, and waits until the node is ready with the last release.</summary>
    /// <param name="isHeld">Visor is held there until it is killed: what lasts a millisecond is seldom met by chance.</param>
    public async Task Round(Phase aim, FaultKind blow, bool isHeld)
    {
        if (isHeld)
        {
            await StrikeHeld(aim);
        }
        else
        {
            await Reach(aim);
            await _assault.Strike(blow, aim, isCertain: aim is Phase.Running or Phase.Staging or Phase.Staged or Phase.Due);
        }

        File.Delete(Node.In("hold"));

        // Now and then what recovers is hit before it has recovered.
        if (random.Next(4) == 0)
        {
            await on.Within(300);
            await _assault.Strike(Blows.All[random.Next(Blows.All.Count)], aim: null, isCertain: false);
        }

        await _network.Behave();
        if (_coming is not null)
        {
            await Recover();
            await ComeNear();
        }

        await Recover();
        _network.Arrived();
        _assault.Relent();
    }

    public async Task Recover()
    {
        var status = await Node.WaitForStatus(
            s => on.Visor.HasExited || Node.Ledger.Disasters.Count > 0 || IsWhole(s), $"ready with {Last}\n{strikes.Table}");
        var now = TimeProvider.System.GetUtcNow();
        on.Visor.HasExited.ShouldBeFalse(on.Everything());
        Node.Ledger.Disasters.ShouldBeEmpty(on.Everything());
        await Node.Ledger.WaitFor(l => l.Is("start", Last, "datanode") && l.Pid == status.Node.DataNode?.Pid, "the data node");
        await Node.Ledger.WaitFor(l => l.Is("block-after-start", Last) && l.Pid == status.Node.Core?.Pid, "a block");
        if (_assault.Deaf is { } deaf && Node.Ledger.Lines.First(l => l.Is("start") && l.Pid == status.Node.Core?.Pid).At is var start && start > deaf.Since)
            (now - start).ShouldBeGreaterThan(deaf.Age, on.Everything());
        strikes.Recovered();
    }

    // A Visor that has not yet noticed an end says that all is well.
    private bool IsWhole(StatusReport status) =>
        status.Visor.Pid == on.Visor.Pid && status.IsReady(Last)
        && status.Node is { Core: { } core, DataNode: { } dataNode } && Node.IsOurs(core.Pid) && Node.IsOurs(dataNode.Pid);

    private async Task Reach(Phase aim)
    {
        if (aim is Phase.Starting or Phase.Connecting)
        {
            var (what, before) = aim == Phase.Starting ? ("opened", on.Journal.Count("opened")) : ("started", on.Journal.Count("started"));
            (await on.Visor.Terminate()).ShouldBe(0, on.Everything());
            on.NextVisor();
            await on.Seen(() => on.Journal.Count(what) > before, what);
            await on.Within(aim == Phase.Starting ? 40 : 150);
            return;
        }

        if (aim == Phase.Running)
        {
            await on.Within(300);
            return;
        }

        // Held, the upgrade stays due for as long as it takes to look.
        if (aim == Phase.Due)
            Node.Write("hold", "tormented\n");
        var tag = await Plan(isStalled: aim == Phase.Staging);
        if (aim is Phase.Staging or Phase.Staged)
        {
            if (aim == Phase.Staging)
                await on.Seen(() => _network.IsStalled, "a download that stands still");
            await Node.WaitForUpgrade(tag, aim == Phase.Staging ? "staging" : "staged");
            await on.Within(100);
            return;
        }

        var stopped = on.Journal.Count("stopped");
        await ComeNear();
        var (sign, span) = aim switch
        {
            Phase.Due => ("due", 50),
            Phase.Stopping => ("switching", 150),
            Phase.Activating => ("stopped", 1),
            _ => ("activated", 400),
        };
        await on.Seen(() => aim == Phase.Activating ? on.Journal.Count("stopped") > stopped : on.Journal.Count(sign, tag) > 0, sign);
        await on.Within(span);
    }

    // A core killed at its height before any Visor has seen the plan could not be told from one that has no plan.
    private async Task<string> Plan(bool isStalled)
    {
        await LimitPlans();
        var tag = $"v0.{(_upgrades.Count + 2).ToString(CultureInfo.InvariantCulture)}.0";
        if (isStalled)
            await _network.PublishStalled(tag);
        else if (random.Next(2) == 0)
            await _network.Publish(tag);
        else
            await Node.Prepare(tag);
        Node.Network.UpgradeIn(FarAhead, tag);
        _coming = tag;
        await Node.WaitForStatus(s => string.Equals(s.Upgrade?.Tag, tag, StringComparison.Ordinal), $"{tag} seen");
        return tag;
    }

    private async Task LimitPlans()
    {
        if (_heard.Visor == on.Visor.Pid && _heard.Plans == PlansOfOneVisor)
        {
            await on.Visor.Kill();
            on.NextVisor();
            await Recover();
        }

        _heard = (on.Visor.Pid, _heard.Visor == on.Visor.Pid ? _heard.Plans + 1 : 1);
    }

    // The same for the block that the network has put forward.
    private async Task ComeNear()
    {
        var tag = _coming!;
        Node.Network.UpgradeIn(10 + random.Next(10), tag);
        var height = Node.Network.UpgradeHeight;
        _upgrades.Add((tag, height.ToString(CultureInfo.InvariantCulture)));
        _coming = null;
        await Node.WaitForStatus(
            s => (s.Upgrade?.Height == height && string.Equals(s.Upgrade.Tag, tag, StringComparison.Ordinal)) || on.Journal.Count("due", tag) > 0, $"{tag} at {height} seen");
    }

    private async Task StrikeHeld(Phase aim)
    {
        (await on.Visor.Terminate()).ShouldBe(0, on.Everything());
        File.Delete(Node.FaultMark);
        string[] steps = aim == Phase.Starting ? ["intent", "spawn", "pid"] : ["link", "linked"];
        on.NextVisor($"{steps[random.Next(steps.Length)]}:{Fault.Hang}");
        if (aim == Phase.Activating)
        {
            await Recover();
            await Plan(isStalled: false);
            await ComeNear();
        }

        await on.Seen(() => File.Exists(Node.FaultMark), "the checkpoint");
        await _assault.Strike(FaultKind.VisorKilled, aim, isCertain: true);
    }
}
