using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class ProcessSetStopTests : IAsyncDisposable
{
    private const string Obedient = "trap 'echo bye >$D/bye; exit 0' TERM\necho $$ >$D/ready\nwhile :; do sleep 0.05; done";
    private const string Deaf = "trap '' TERM\necho $$ >$D/ready\nwhile :; do sleep 0.05; done";

    // Long enough for whatever obeys, and short enough to wait for what does not.
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Impatient = TimeSpan.FromMilliseconds(300);

    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();
    private readonly ProcessSetStop _stop;

    public ProcessSetStopTests() => _stop = new ProcessSetStop(_scripts["node.lock"], () => [], _ => { }, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public async Task Every_process_gets_SIGTERM_and_the_time_to_end_by_itself()
    {
        var core = await Started(Obedient);
        var set = new ProcessSet([core, await _nursery.StartSupervised(_scripts.Write("data", "exec sleep 600"), _scripts["node.lock"], VegaRoles.DataNode)]);

        (await Stop(set, Patient)).ShouldBeEmpty();

        (await core.Ended).ShouldBe(new ProcessExit(0, null));
        (await _scripts.Line("bye")).ShouldBe("bye");
        (await set[VegaRoles.DataNode]!.Ended).ShouldBe(new ProcessExit(null, Signals.Terminate));
        NothingIsLeft(set);
    }

    [Fact]
    public async Task What_ignores_SIGTERM_is_killed_after_the_grace_period_and_named()
    {
        var core = await Started(Deaf);

        (await Stop(new ProcessSet([core]), Impatient)).ShouldContain($"core (pid {core.Pid})");

        (await core.Ended).ShouldBe(new ProcessExit(null, Signals.Kill));
        NothingIsLeft(new ProcessSet([core]));
    }

    [Fact]
    public async Task Lost_patience_ends_the_grace_period_at_once()
    {
        var core = await Started(Deaf);
        using var killNow = new CancellationTokenSource();
        var stopping = _stop.Run(new ProcessSet([core]), new StopPolicy(TimeSpan.FromDays(1), killNow.Token));
        stopping.IsCompleted.ShouldBeFalse();

        await killNow.CancelAsync();

        (await Within(stopping)).ShouldContain($"core (pid {core.Pid})");
    }

    [Fact]
    public async Task What_a_wrapper_leaves_behind_gets_SIGTERM_when_the_wrapper_has_ended()
    {
        _scripts.Write("inner", Obedient);
        var wrapper = await Started("$D/inner &\nwait");

        (await Stop(new ProcessSet([wrapper]), Patient)).ShouldBeEmpty();

        (await _scripts.Line("bye")).ShouldBe("bye");
        NothingIsLeft(new ProcessSet([wrapper]));
    }

    [Fact]
    public async Task What_a_wrapper_leaves_behind_and_ignores_SIGTERM_is_killed_after_the_grace_period()
    {
        _scripts.Write("inner", Deaf);
        var wrapper = await Started("$D/inner &\nwait");
        var inner = await _scripts.Pid("ready");

        (await Stop(new ProcessSet([wrapper]), Impatient)).ShouldContain($"leftover process (pid {inner})");

        (ProcessTable.Stat(inner) is { Lives: true }).ShouldBeFalse();
        NothingIsLeft(new ProcessSet([wrapper]));
    }

    [Fact]
    public async Task What_has_moved_to_another_session_with_the_nodes_lock_in_hand_is_ended_too()
    {
        _scripts.Write("inner", Obedient);
        var wrapper = await Started("setsid $D/inner &\nwait");
        var inner = await _scripts.Pid("ready");
        ProcessTable.Stat(inner).ShouldNotBeNull().Session.ShouldNotBe(wrapper.Pid);

        (await Stop(new ProcessSet([wrapper]), Patient)).ShouldBeEmpty();

        (ProcessTable.Stat(inner) is { Lives: true }).ShouldBeFalse();
        NothingIsLeft(new ProcessSet([wrapper]));
    }

    [Fact]
    public async Task A_child_that_nobody_knows_is_ended_unless_it_is_older_than_the_set()
    {
        var older = await _nursery.Start("/bin/sleep", "600");

        // Start times count in hundredths of a second.
        await Eventually.Holds(() => TicksSinceBoot() > ProcessTable.Stat(older)!.StartTime + 1, "a later hundredth of a second");
        var core = await Started(Obedient);
        var stray = await _nursery.Start("/bin/sleep", "600");
        var stop = new ProcessSetStop(_scripts["node.lock"], () => Living(older, stray), _ => { }, TimeProvider.System);

        await Within(stop.Run(new ProcessSet([core]), new StopPolicy(Patient, CancellationToken.None)));

        Living(older, stray).ShouldBe([older]);
    }

    [Fact]
    public async Task Stopping_again_what_has_ended_changes_nothing()
    {
        var set = new ProcessSet([await Started(Obedient)]);
        await Stop(set, Patient);

        (await Stop(set, Patient)).ShouldBeEmpty();
        (await Stop(ProcessSet.Empty, Patient)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_grace_period_of_zero_still_ends_everything()
    {
        var set = new ProcessSet([await Started(Deaf)]);

        await Stop(set, TimeSpan.Zero);

        NothingIsLeft(set);
    }

    private static ulong TicksSinceBoot() =>
        (ulong)(100 * double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

    private static IReadOnlyList<int> Living(params IEnumerable<int> pids) => [.. pids.Where(pid => ProcessTable.Stat(pid) is { Lives: true })];

    private async Task<SupervisedProcess> Started(string body)
    {
        var process = await _nursery.StartSupervised(_scripts.Write("core", body), _scripts["node.lock"]);
        await _scripts.Line("ready");
        return process;
    }

    private Task<string> Stop(ProcessSet set, TimeSpan grace) => Within(_stop.Run(set, new StopPolicy(grace, CancellationToken.None)));

    private static async Task<string> Within(Task<StopOutcome> stopping) =>
        string.Join("; ", (await stopping.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken)).Killed);

    private void NothingIsLeft(ProcessSet set)
    {
        foreach (var process in set.Processes)
            ProcessTable.MembersOf(process.Pid).ShouldBeEmpty();
        FileLock.IsFree(_scripts["node.lock"]).ShouldBeTrue();
    }
}
