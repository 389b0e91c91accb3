using System.Collections.Immutable;
using System.Text;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

/// <summary>Starts real processes for a test and leaves none of them behind.</summary>
internal sealed class TestProcesses : IAsyncDisposable
{
    // One for all tests of this process, as Visor has one: whoever sweeps must know the children that others await.
    private static readonly ChildReaper All = AdoptOrphans();

    private readonly List<int> _started = [];
    private readonly ProcessIdentities _identities = new();

    public TestProcesses(TimeProvider? time = null, params ImmutableArray<string> environment) =>
        Spawner = new Spawner(All, [.. environment.Add("PATH=/usr/bin:/bin").Select(Encoding.UTF8.GetBytes)], time ?? TimeProvider.System);

    public ChildReaper Children => All;

    public Spawner Spawner { get; }

    public async Task<int> Start(SpawnRequest spawn)
    {
        var pid = await Spawner.Start(spawn, TestContext.Current.CancellationToken);
        _started.Add(pid);
        return pid;
    }

    public Task<int> Start(string program, params ImmutableArray<string> arguments) => Start(new SpawnRequest(program, arguments));

    /// <summary>Starts a process of a node, with a share of <paramref name="nodeLock"/> in hand as Visor does it.</summary>
    public async Task<SupervisedProcess> StartSupervised(string program, string? nodeLock = null, ProcessRole? role = null)
    {
        using var share = nodeLock is null ? null : FileLock.TryShared(nodeLock) ?? throw new InvalidOperationException("the lock is taken");
        var pid = await Start(new SpawnRequest(program, []) { Lock = share?.Handle });
        return new ChildProcess(role ?? VegaRoles.Core, _identities.IdentifyChild(pid), Children);
    }

    /// <summary>Starts a program, waits for its end and takes it off the process table.</summary>
    public async Task<ProcessExit> RunToEnd(SpawnRequest spawn)
    {
        var pid = await Start(spawn);
        await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, TestContext.Current.CancellationToken);
        return Children.Collect(pid);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pid in _started)
        {
            ProcessGroup.SignalAll(pid, Signals.Kill);
            await ProcessHandle.EndOf(pid).WaitAsync(Scripts.Deadline, CancellationToken.None);
            Children.Collect(pid);
        }
    }

    private static ChildReaper AdoptOrphans()
    {
        ChildReaper.BecomeSubreaper();
        return new ChildReaper();
    }
}
