using Shouldly;
using Visor.Model;
using Visor.Platform;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class ProcessTableTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public async Task The_members_of_a_group_are_found_and_zombies_are_none()
    {
        var leader = await _nursery.Start(_scripts.Write("leader", "sleep 600 & echo $! >$D/member\nexec sleep 600"));
        var member = await _scripts.Pid("member");
        ProcessTable.MembersOf(leader).ShouldBe([leader, member], ignoreOrder: true);

        ProcessGroup.SignalLeader(leader, Signals.Kill);
        await ProcessHandle.EndOf(leader).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);

        ProcessTable.MembersOf(leader).ShouldBe([member]);
        ProcessGroup.IsGone(leader).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_has_locked_a_file_is_told_from_who_has_only_opened_it()
    {
        var file = _scripts["locked"];
        using var share = FileLock.TryShared(file).ShouldNotBeNull();
        ProcessTable.LockersOf(file).ShouldBeEmpty("this process is not named");
        var holder = await _nursery.Start(new SpawnRequest("/bin/sleep", ["600"]) { Lock = share.Handle });
        var opener = await _nursery.Start(_scripts.Write("opener", "exec 8<$D/locked\necho go >$D/ready\nexec sleep 600"));
        await _scripts.Line("ready");

        ProcessTable.LockersOf(file).ShouldBe([holder]);
        ProcessTable.IsLockerOf(opener, file).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_has_locked_a_file_by_another_name_of_it_is_found()
    {
        var file = _scripts["locked"];
        FileLock.TryShared(file).ShouldNotBeNull().Dispose();
        Native.Link(file, _scripts["other-name"]).ShouldBe(0);
        using var share = FileLock.TryShared(_scripts["other-name"]).ShouldNotBeNull();
        var holder = await _nursery.Start(new SpawnRequest("/bin/sleep", ["600"]) { Lock = share.Handle });

        ProcessTable.LockersOf(file).ShouldBe([holder]);
    }

    [Fact]
    public async Task Who_has_locked_another_file_that_stood_in_its_place_is_not_taken_for_its_holder()
    {
        var file = _scripts["locked"];
        using var share = FileLock.TryShared(file).ShouldNotBeNull();
        await _nursery.Start(new SpawnRequest("/bin/sleep", ["600"]) { Lock = share.Handle });
        File.Delete(file);
        using var fresh = FileLock.TryShared(file).ShouldNotBeNull();

        ProcessTable.LockersOf(file).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_has_taken_a_lock_is_named_to_people_as_the_kernel_tells_it()
    {
        var file = _scripts["locked"];
        var taker = await _nursery.Start(_scripts.Write("taker", "exec 8>$D/locked\nflock -n 8 && echo go >$D/ready\nexec sleep 600"));
        await _scripts.Line("ready");

        // flock(1) has taken it for the script and ended.
        ProcessTable.TakersOf(file).ShouldBeEmpty();
        ProcessTable.LockersOf(file).ShouldBe([taker]);
        var other = await _nursery.Start(_scripts.Write("other", "exec flock $D/another -c \"echo go >$D/there; sleep 600\""));
        await _scripts.Line("there");
        ProcessTable.TakersOf(_scripts["another"]).ShouldBe([other]);
    }

    [Fact]
    public async Task A_command_is_shown_as_one_bounded_line()
    {
        var pid = await _nursery.Start(_scripts.Write("loop", "echo go >$D/ready\nwhile :; do sleep 0.05; done"), "a\nb", new string('x', 300));
        await _scripts.Line("ready");

        ProcessTable.CommandOf(pid).ShouldContain("loop a b xxx");
        ProcessTable.CommandOf(pid).Length.ShouldBe(201);
    }

    [Fact]
    public async Task Arguments_are_told_one_by_one_with_spaces_and_empty_ones_as_they_are()
    {
        var pid = await _nursery.Start(_scripts.Write("loop", "echo go >$D/ready\nwhile :; do sleep 0.05; done"), "a b", "", "c", "");
        await _scripts.Line("ready");

        ProcessTable.ArgumentsOf(pid).ShouldBe(["/bin/sh", _scripts["loop"], "a b", "", "c", ""]);
    }

    [Fact]
    public void Nobody_has_no_command_and_no_state()
    {
        ProcessTable.CommandOf(int.MaxValue).ShouldBe("");
        ProcessTable.ArgumentsOf(int.MaxValue).ShouldBeEmpty();
        ProcessTable.Stat(int.MaxValue).ShouldBeNull();
    }
}
