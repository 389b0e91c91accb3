using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Hooks;

public sealed class HookTests
{
    private const string Next = "v0.2.0";

    [Fact]
    public async Task An_upgrade_runs_its_hooks_in_order_with_the_event()
    {
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        node.Configure("[hooks]\n" + hooked.Hook("onStaged") + hooked.Hook("beforeUpgrade") + hooked.Hook("afterUpgrade") + hooked.Hook("onFailure"));
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();

        node.Network.UpgradeIn(blocks: 60, Next);
        await node.Ready(Next);

        var staged = (await hooked.WaitUntilTold("onStaged"))[0];
        staged.GetProperty("event").GetString().ShouldBe("staged");
        staged.GetProperty("tag").GetString().ShouldBe(Next);
        staged.GetProperty("release").GetString().ShouldBe(TestNode.Genesis);
        (await hooked.WaitUntilTold("beforeUpgrade"))[0].GetProperty("event").GetString().ShouldBe("due");
        var upgraded = (await hooked.WaitUntilTold("afterUpgrade"))[0];
        upgraded.GetProperty("event").GetString().ShouldBe("upgraded");
        upgraded.GetProperty("height").GetInt64().ShouldBe(node.Network.UpgradeHeight);
        upgraded.GetProperty("downtimeMs").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        await node.StopCleanly(visor);
        hooked.Told("onStaged").Count.ShouldBe(1);
        hooked.Told("beforeUpgrade").Count.ShouldBe(1);
        hooked.Told("onFailure").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_release_that_the_hook_refuses_is_not_ready_until_it_does_not()
    {
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        node.Configure("[hooks]\n" + hooked.Hook("onStaged", "echo unknown signer >&2; exit 7"));
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(blocks: 100, Next);

        (await node.WaitForUpgrade(Next, "notReady")).ShouldBe(
            $"the hook onStaged ({node.In("onStaged.sh")}) failed (exit 7): unknown signer; {Next} is not ready until that hook succeeds");
        await node.WaitForUpgrade(Next, "due");
        node.ShouldHaveStarted(TestNode.Genesis);

        hooked.Hook("onStaged");
        await node.Ready(Next);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task What_the_hook_refuses_is_not_executed_either_when_a_person_says_that_current_counts()
    {
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        await node.StopCleanly(await node.RunUntilReady());
        await node.Prepare("v0.1.1");
        var hasRun = node.In("has-run");
        await File.WriteAllTextAsync(node.In("v0.1.1", "vega"), $"#!/bin/sh\ntouch '{hasRun}'\necho '{{\"version\":\"v0.1.1\"}}'\n", TestContext.Current.CancellationToken);
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), "v0.1.1");
        node.Configure($"[hooks]\n{hooked.Hook("onStaged", "exit 1")}");

        (await node.Do("check")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(1, r.Output), r => r.Output.ShouldContain("! binaries"));
        var (code, output) = await node.Do("resolve", "--keep-current");

        code.ShouldBe(78, output);
        output.ShouldContain("v0.1.1 cannot be kept until that hook succeeds");
        File.Exists(hasRun).ShouldBeFalse();
        (await node.Do("history")).Output.ShouldNotContain("settled");

        hooked.Hook("onStaged");
        (await node.Do("resolve", "--keep-current")).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output), r => r.Output.ShouldContain("v0.1.1 in v0.1.1"));
        hooked.Told("onStaged").Count.ShouldBe(2);
        File.Exists(hasRun).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_hook_refuses_is_not_executed_either_when_it_was_linked_by_hand_and_is_due()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        var hooked = new HookedNode(node);
        await node.Prepare(Next);
        var (vega, hasRun) = (node.In(Next, "vega"), node.In("has-run"));
        await File.WriteAllTextAsync(
            vega, (await File.ReadAllTextAsync(vega, TestContext.Current.CancellationToken)).Replace("\nexec", $"\ntouch '{hasRun}'\nexec", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var hook = $"[hooks]\n{hooked.Hook("onStaged", "exit 1")}";
        node.Configure(hook);
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100, Next);
        await node.Journalled("accepted");
        await visor.Kill();
        await node.Ledger.WaitFor("ready");
        node.Signal(Native.SigKill);
        node.Signal(Native.SigKill, "datanode");
        await Eventually.See(() => visor.Mark.Bearers.Count == 0 ? node : null, node.Everything);
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), Next);

        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(78, refused.Output);
        refused.Output.ShouldContain("for its version: the hook onStaged");
        File.Exists(hasRun).ShouldBeFalse();

        hooked.Hook("onStaged");
        var next = node.Run();
        await node.Ready(Next);
        next.Output.ShouldContain("was linked by hand to v0.2.0");
        await node.StopCleanly(next);
    }

    [Fact]
    public async Task A_hook_before_the_upgrade_that_hangs_delays_it_by_its_limit_and_no_more()
    {
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        node.Configure("[hooks]\ntimeoutSeconds = 1\n" + hooked.Hook("beforeUpgrade", "sleep 600"));
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();

        node.Network.UpgradeIn(blocks: 40, Next);
        await node.Ready(Next);

        (await visor.WaitForLine("The upgrade continues although the hook beforeUpgrade")).ShouldContain("did not end within 1 s and was killed");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_node_that_is_given_up_is_told_before_Visor_ends()
    {
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        node.Configure("maxNumberOfRestarts = 0\n[hooks]\n" + hooked.Hook("onFailure"));
        var visor = await node.RunUntilReady();

        node.Signal(Native.SigKill);

        (await visor.WaitForExit()).ShouldBe(1, visor.Output);
        var told = hooked.Told("onFailure").Single();
        told.GetProperty("event").GetString().ShouldBe("failed");
        told.GetProperty("reason").GetString()!.ShouldContain("killed by SIGKILL");
    }

    [Fact]
    public async Task What_a_hook_puts_into_a_session_of_its_own_lives_through_the_upgrade_and_delays_nothing()
    {
        Requirement.Program("setsid");
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        var job = node.In("job.pid");
        node.Write("job.sh", $"#!/bin/sh\ntrap '' TERM\necho $$ >{job}.new\nmv {job}.new {job}\nwhile :; do sleep 0.2; done\n");
        node.Configure($"stopSignalTimeoutSeconds = 60\n[hooks]\n{hooked.Hook("beforeUpgrade", $"setsid /bin/sh {node.In("job.sh")} >/dev/null 2>&1 &\nwhile [ ! -e {job} ]; do sleep 0.05; done")}");
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();

        // Were it taken for what the node has left behind, the stop would last as long as the grace period.
        node.Network.UpgradeIn(blocks: 40, Next);
        await node.Ready(Next);

        var pid = int.Parse(await File.ReadAllTextAsync(job, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        node.IsOurs(pid).ShouldBeTrue("it lives");
        visor.Output.ShouldNotContain("leftover process");
        (await visor.Terminate()).ShouldBe(0, node.Everything());
        node.IsOurs(pid).ShouldBeTrue("it outlives Visor as well");
        node.Living("core").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hook_that_is_changed_while_Visor_runs_counts_from_the_next_event()
    {
        await using var node = await TestNode.Create();
        var hooked = new HookedNode(node);
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();
        var line = hooked.Hook("afterUpgrade");

        node.Configure("[hooks]\n" + line);
        await visor.WaitForLine("Configuration reloaded");
        node.Network.UpgradeIn(blocks: 30, Next);

        await hooked.WaitUntilTold("afterUpgrade");
        await node.StopCleanly(visor);
    }
}
