using System.Collections.Immutable;
using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Model;
using Visor.Processes;
using Visor.Recovery;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Home;
using Visor.Tests.Processes;
using Xunit;

namespace Visor.Tests.Recovery;

/// <summary>With real processes that hold the lock of a real home, as a Visor that was killed leaves them.</summary>
[Edge]
public sealed class RunningNodeScanTests : IAsyncDisposable
{
    private const string Sleep = "/bin/sleep";

    private static readonly JournalEntry Selected = new JournalEntry.Selected("v0.1.0", "genesis", "first start in this home");

    private readonly HomeFolder _home = new("genesis");
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();
    private readonly ProcessIdentities _identities = new();

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Where_nobody_holds_the_lock_and_the_journal_knows_nobody_nothing_lives()
    {
        var survivors = await Find(Selected);

        (survivors.Survival, survivors.Living.Length, survivors.Unjournalled.Length).ShouldBe((Liveness.None, 0, 0));
    }

    [Fact]
    public async Task A_process_of_an_earlier_boot_does_not_live()
    {
        var started = Started(VegaRoles.Core, Environment.ProcessId);

        (await Find(Selected, Intent(VegaRoles.Core), started with { Process = started.Process with { BootId = "earlier" } }))
            .Survival.ShouldBe(Liveness.None);
    }

    [Fact]
    public async Task A_node_whose_every_process_is_journalled_and_lives_is_whole()
    {
        var (core, dataNode) = (await Start(Sleep, "600"), await Start(Sleep, "601"));

        var survivors = await Find(
            Selected, Intent(VegaRoles.Core), Intent(VegaRoles.DataNode), Started(VegaRoles.Core, core), Started(VegaRoles.DataNode, dataNode));

        survivors.Survival.ShouldBe(Liveness.Full);
        survivors.Living.Select(p => (p.Role, p.Pid)).ShouldBe([(VegaRoles.Core, core), (VegaRoles.DataNode, dataNode)]);
        survivors.Unjournalled.ShouldBeEmpty();
        survivors.Names.ShouldBe($"the core (pid {core}) and the data node (pid {dataNode})");
    }

    [Fact]
    public async Task A_process_that_lost_its_lock_is_still_known_by_the_journal()
    {
        var core = await _nursery.Start(Sleep, "600");

        (await Find(Selected, Intent(VegaRoles.Core), Started(VegaRoles.Core, core))).Survival.ShouldBe(Liveness.Full);
    }

    [Fact]
    public async Task A_node_of_which_one_process_has_ended_is_a_part()
    {
        var (core, dataNode) = (await Start(Sleep, "600"), await Start(Sleep, "601"));
        var (coreStarted, dataNodeStarted) = (Started(VegaRoles.Core, core), Started(VegaRoles.DataNode, dataNode));
        await Kill(core);

        var survivors = await Find(Selected, Intent(VegaRoles.Core), Intent(VegaRoles.DataNode), coreStarted, dataNodeStarted);

        survivors.Survival.ShouldBe(Liveness.Partial);
        survivors.Living.ShouldHaveSingleItem().Pid.ShouldBe(dataNode);
    }

    [Fact]
    public async Task A_process_that_could_not_be_journalled_any_more_is_recognised_by_its_arguments()
    {
        var core = await Start(Sleep, "600");
        var dataNode = await Start(Sleep, "601");

        var survivors = await Find(
            Selected, Intent(VegaRoles.Core, Sleep, "600"), Intent(VegaRoles.DataNode, Sleep, "601"), Started(VegaRoles.Core, core));

        survivors.Survival.ShouldBe(Liveness.Full);
        survivors.Living.Select(p => p.Pid).ShouldBe([core, dataNode]);
        survivors.Unjournalled.ShouldHaveSingleItem().Process.ShouldBe(_identities.Identify(dataNode));
    }

    [Fact]
    public async Task A_script_is_recognised_behind_its_interpreter_and_what_it_started_is_part_of_it()
    {
        var script = _scripts.Write("vega", "sleep 600 & echo $! >$D/child\nwait");
        var core = await Start(script, "start", "--home=/a b", "");
        await _scripts.Pid("child");

        var survivors = await Find(Selected, Intent(VegaRoles.Core, script, "start", "--home=/a b", ""));

        survivors.Survival.ShouldBe(Liveness.Full);
        survivors.Unjournalled.ShouldHaveSingleItem().Process.Pid.ShouldBe(core);
    }

    [Fact]
    public async Task Who_is_not_recognised_is_a_left_over_of_the_node()
    {
        await Start(Sleep, "600");

        var survivors = await Find(Selected, Intent(VegaRoles.Core, Sleep, "601"));

        (survivors.Survival, survivors.Living.Length, survivors.Unjournalled.Length).ShouldBe((Liveness.Partial, 0, 0));
        survivors.Names.ShouldBe("processes that the node left behind");
    }

    [Fact]
    public async Task Of_two_alike_neither_is_recognised()
    {
        await Start(Sleep, "600");
        await Start(Sleep, "600");

        (await Find(Selected, Intent(VegaRoles.Core, Sleep, "600"))).Survival.ShouldBe(Liveness.Partial);
    }

    [Fact]
    public async Task Whoever_holds_the_lock_alone_is_no_process_of_the_node_and_stands_in_the_way()
    {
        using var stranger = FileLock.TryExclusive(_home.Paths.NodeLock).ShouldNotBeNull();

        (await Should.ThrowAsync<VisorException>(() => Find(Selected, Intent(VegaRoles.Core)))).ExitCode.ShouldBe(ExitCodes.Busy);
    }

    [Fact]
    public async Task A_node_that_no_journal_knows_is_not_touched()
    {
        var pid = await Start(Sleep, "600");

        var refusal = await Should.ThrowAsync<VisorException>(() => Find());

        refusal.ExitCode.ShouldBe(ExitCodes.Busy);
        refusal.Message.ShouldContain($"{pid}");
        _identities.Identify(pid).ShouldNotBeNull();
    }

    private Task<FoundProcesses> Find(params JournalEntry[] journal) =>
        new RunningNodeScan(_home.Paths, VegaNode.Chain, _identities, TimeProvider.System).Find(JournalState.Replay(journal));

    private async Task<int> Start(string program, params ImmutableArray<string> arguments)
    {
        using var share = FileLock.TryShared(_home.Paths.NodeLock).ShouldNotBeNull();
        return await _nursery.Start(new SpawnRequest(program, arguments) { Lock = share.Handle });
    }

    private static async Task Kill(int pid)
    {
        ProcessGroup.SignalAll(pid, Signals.Kill);
        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
    }

    private JournalEntry.Started Started(ProcessRole role, int pid) => new(role, "v0.1.0", "/run/vega.sock", _identities.IdentifyChild(pid));

    private static JournalEntry.Intent Intent(ProcessRole role, string path = "/vega", params ImmutableArray<string> arguments) =>
        new(role, "v0.1.0", "genesis", path, arguments, null, "/run/vega.sock", "/rpc");
}
