using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class ForeignLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public ForeignLockTests() => _file = _folder.Write("LOCK", "");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_nobody_has_locked_or_that_is_not_there_is_free()
    {
        ForeignLock.IsHeld(_file).ShouldBe(false);
        ForeignLock.IsHeld(_folder["nowhere"]).ShouldBe(false);
    }

    [Fact]
    public void A_lock_of_flock_is_seen_and_looking_leaves_none()
    {
        using (FileLock.TryExclusive(_file).ShouldNotBeNull())
            ForeignLock.IsHeld(_file).ShouldBe(true);

        ForeignLock.IsHeld(_file).ShouldBe(false);
        using var next = FileLock.TryExclusive(_file);
        next.ShouldNotBeNull();
    }

    [Fact]
    public void A_lock_of_fcntl_is_seen()
    {
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.ReadWrite);
        stream.Lock(0, 1);

        ForeignLock.IsHeld(_file).ShouldBe(true);
        ForeignLock.IsHeld(_file).ShouldBe(false, "a process that closes a file gives up its own locks of this kind: fcntl(2)");
    }
}
