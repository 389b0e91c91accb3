using Visor.Home;
using Visor.Model;
using Visor.Processes;

namespace Visor.Node;

/// <summary>Starts one process of the node with its share of the node's lock in hand.</summary>
internal sealed class ProcessStarter(VisorHome home, Spawner spawner, ChildReaper children, ProcessIdentities identities, LastOutputs outputs)
{
    /// <exception cref="SpawnException">It cannot be started.</exception>
    /// <exception cref="IOException">The node's lock cannot be taken.</exception>
    public async Task<SupervisedProcess> Start(ProcessDefinition process, CancellationToken cancellation)
    {
        // Opened anew for each: the kernel ties the lock to this open file, and the process keeps it when we let go.
        using var share = FileLock.TryShared(home.NodeLock)
            ?? throw new IOException($"{home.NodeLock} is held by another Visor; find it with `fuser {home.NodeLock}`");
        var mark = outputs.Mark();
        var pid = await spawner.Start(new SpawnRequest(process.Path, process.Arguments) { Lock = share.Handle, Variables = process.Variables }, cancellation);
        return new ChildProcess(process.Role, identities.IdentifyChild(pid), children) { OutputMark = mark };
    }
}
