namespace Visor.Chains.Vega.Rpc;

/// <summary>The process that listens on the core's socket is not the core that was started.</summary>
internal sealed class UnexpectedPeerException(int pid) : IOException($"pid {pid} is not of this node")
{
    public int Pid { get; } = pid;
}
