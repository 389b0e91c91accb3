using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class FileLockHoldersTests : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();
    private readonly string _file;

    public FileLockHoldersTests() => _file = _scripts["node.lock"];

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }

    [Fact]
    public void A_lock_that_is_free_has_no_holders()
    {
        var holders = NodeLockHolders.Find(_file);

        (holders.AreNone, holders.Pids.Length).ShouldBe((true, 0));
        FileLock.IsFree(_file).ShouldBeTrue("asking leaves nothing behind");
    }

    [Fact]
    public async Task Those_that_share_it_are_named()
    {
        var one = await _nursery.StartSupervised(_scripts.Write("core", "exec sleep 600"), _file);
        var other = await _nursery.StartSupervised(_scripts.Write("data", "exec sleep 600"), _file, VegaRoles.DataNode);

        var holders = NodeLockHolders.Find(_file);

        holders.AreNone.ShouldBeFalse();
        holders.Pids.ShouldBe([one.Pid, other.Pid], ignoreOrder: true);
    }

    [Fact]
    public void Whoever_holds_it_alone_is_not_named()
    {
        using var alone = FileLock.TryExclusive(_file).ShouldNotBeNull();

        var holders = NodeLockHolders.Find(_file);

        (holders.AreNone, holders.Pids.Length).ShouldBe((false, 0));
    }
}
