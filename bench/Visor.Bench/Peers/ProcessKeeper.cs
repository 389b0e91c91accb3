namespace Visor.Bench.Peers;

/// <summary>A tool that keeps processes running, and how it is told to.</summary>
internal abstract class ProcessKeeper(string name) : Peer(name)
{
    /// <summary>Starts it with the children of a scene, and does not wait for them.</summary>
    public abstract Task<RunningPeer> Start(PeerScene scene);
}
