using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Platform;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class FileLockTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();
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
            pid = await _nursery.Start(new SpawnRequest("/bin/sleep", ["600"]) { Lock = share.Handle });

        FileLock.IsFree(_file).ShouldBeFalse();
        ProcessTable.LockersOf(_file).ShouldBe([pid]);

        ProcessGroup.SignalAll(pid, Signals.Kill);
        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
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
    public void A_lock_is_its_owners_alone()
    {
        using var taken = FileLock.TryExclusive(_file).ShouldNotBeNull();

        File.GetUnixFileMode(_file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_file_that_others_could_open_is_replaced_by_one_that_they_cannot()
    {
        File.WriteAllText(_file, "");
        using var opened = LockFile.Open(_file);
        File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        FileLock.TryExclusive(_file).ShouldNotBeNull().Dispose();
        Native.Flock(opened, Native.LOCK_SH | Native.LOCK_NB).ShouldBe(0);

        FileLock.IsFree(_file).ShouldBeTrue("whoever had opened the one before holds nothing");
        File.GetUnixFileMode(_file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(_file)!).ShouldBe([_file]);
    }

    [Fact]
    public void A_file_that_others_can_open_while_an_older_node_holds_it_is_closed_to_them_and_replaced_when_it_is_free()
    {
        File.WriteAllText(_file, "");
        File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using (var node = LockFile.Open(_file))
        {
            Native.Flock(node, Native.LOCK_SH | Native.LOCK_NB).ShouldBe(0);
            FileLock.TryExclusive(_file).ShouldBeNull();

            (File.GetUnixFileMode(_file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
            LockFile.IsReplaced(node, _file).ShouldBeFalse("the node still holds the one that counts");
        }

        FileLock.TryExclusive(_file).ShouldNotBeNull().Dispose();
        File.GetUnixFileMode(_file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_lock_on_a_file_that_has_been_replaced_meanwhile_is_none()
    {
        using var held = FileLock.TryExclusive(_file).ShouldNotBeNull();
        File.WriteAllText(_file + ".other", "");
        Native.Rename(_file + ".other", _file).ShouldBe(0);

        using var taken = FileLock.TryExclusive(_file).ShouldNotBeNull();
        LockFile.IsReplaced(held.Handle, _file).ShouldBeTrue();
        LockFile.IsReplaced(taken.Handle, _file).ShouldBeFalse();
    }

    [Fact]
    public void A_lock_is_not_taken_through_a_link()
    {
        File.CreateSymbolicLink(_file, "/etc/passwd");

        Should.Throw<IOException>(() => FileLock.TryExclusive(_file)).Message.ShouldContain("is a link, and Visor does not lock a file through a link");
    }

    [Fact]
    public void A_lock_that_cannot_be_opened_names_its_path() =>
        Should.Throw<IOException>(() => FileLock.TryExclusive(_scripts["nowhere/lock"])).Message.ShouldContain("nowhere/lock cannot be opened: No such file");
}
