using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

public sealed class FileLockTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly Nursery _nursery = new();
    private readonly string _file;

    public FileLockTests() => _file = _scripts["lock"];

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public void An_exclusive_lock_keeps_everybody_else_out()
    {
        using (FileLock.TryExclusive(_file).ShouldNotBeNull())
        {
            FileLock.TryExclusive(_file).ShouldBeNull();
            FileLock.TryShared(_file).ShouldBeNull();
            FileLock.IsFree(_file).ShouldBeFalse();
        }

        FileLock.IsFree(_file).ShouldBeTrue();
    }

    [Fact]
    public void A_shared_lock_is_shared_and_keeps_an_exclusive_one_out()
    {
        using var one = FileLock.TryShared(_file).ShouldNotBeNull();
        using var other = FileLock.TryShared(_file).ShouldNotBeNull();

        FileLock.TryExclusive(_file).ShouldBeNull();
    }

    [Fact]
    public void An_exclusive_lock_can_be_shared_without_letting_go()
    {
        using var one = FileLock.TryExclusive(_file).ShouldNotBeNull();
        one.Share();
        using var other = FileLock.TryShared(_file).ShouldNotBeNull();

        FileLock.TryExclusive(_file).ShouldBeNull();
    }

    [Fact]
    public async Task A_process_keeps_its_share_after_ours_is_closed_and_until_it_ends()
    {
        int pid;
        using (var share = FileLock.TryShared(_file).ShouldNotBeNull())
            pid = await _nursery.Start(new Spawn("/bin/sleep", ["600"]) { Lock = share.Handle });

        FileLock.IsFree(_file).ShouldBeFalse();
        ProcessTable.HoldersOf(_file).ShouldBe([pid]);

        ProcessGroup.SignalAll(pid, Signals.Kill);
        await PidFd.Ended(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
        FileLock.IsFree(_file).ShouldBeTrue();
    }

    [Fact]
    public async Task Patience_waits_for_a_lock_that_is_let_go()
    {
        var time = new FakeTimeProvider();
        var held = FileLock.TryExclusive(_file).ShouldNotBeNull();
        var waiting = FileLock.Exclusive(_file, TimeSpan.FromSeconds(2), time, TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();

        held.Dispose();
        time.Advance(TimeSpan.FromMilliseconds(20));

        using var taken = await waiting.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
        taken.ShouldNotBeNull();
    }

    [Fact]
    public async Task Patience_ends()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(20) };
        using var held = FileLock.TryExclusive(_file).ShouldNotBeNull();

        var waiting = FileLock.Exclusive(_file, TimeSpan.Zero, time, TestContext.Current.CancellationToken);

        (await waiting.WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public void A_lock_that_cannot_be_opened_names_its_path() =>
        Should.Throw<IOException>(() => FileLock.TryExclusive(_scripts["nowhere/lock"])).Message.ShouldContain("nowhere/lock cannot be opened: No such file");
}
