using System.Net;
using System.Net.Sockets;
using Visor.SimulatedNode.Http;
using Visor.SimulatedNode.Misbehaving;
using Visor.SimulatedNode.Processes;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.Core;

/// <summary>The core: blocks, and an admin socket that opens late.</summary>
internal sealed class CoreRole(BlockProducer chain, Misbehaviours misbehaviours, Witness witness, CoreSockets sockets) : INodeRole
{
    private volatile UpgradeStatus _status = chain.Status;
    private HttpServer? _admin;
    private HttpServer? _statistics;

    public long Height => chain.Height;

    public bool KillsItselfWhenStopped => chain.Ready;

    public TimeSpan UntilNextStep
    {
        get
        {
            var next = chain.UntilNextStep;
            return _admin is null && UntilSocket < next ? UntilSocket : next;
        }
    }

    private TimeSpan UntilSocket =>
        TimeSpan.FromMilliseconds(chain.Network.SocketDelayMs + Misbehaviours.Number(misbehaviours.Value("slow-start") ?? "0"))
        - misbehaviours.Age;

    public void Step()
    {
        chain.Step();
        _status = chain.Status;
        if (_admin is null && UntilSocket <= TimeSpan.Zero)
            Listen();
    }

    public void Dispose()
    {
        _statistics?.Dispose();
        if (_admin is null)
            return;
        _admin.Dispose();
        File.Delete(sockets.AdminSocket);
    }

    private void Listen()
    {
        // What a core that was killed has left behind.
        File.Delete(sockets.AdminSocket);
        var rpc = new AdminRpc(sockets.HttpPath, () => _status, witness.Release, misbehaviours);
        _admin = HttpServer.Start(AddressFamily.Unix, new UnixDomainSocketEndPoint(sockets.AdminSocket), rpc.Answer);
        if (sockets.StatisticsPort is { } port)
        {
            var statistics = new Statistics(() => _status.Height, chain.Network.BlockTimeMs);
            _statistics = HttpServer.Start(AddressFamily.InterNetwork, new IPEndPoint(IPAddress.Loopback, port), statistics.Answer);
        }

        witness.Record("rpc-open", Height, sockets.AdminSocket);
    }
}
