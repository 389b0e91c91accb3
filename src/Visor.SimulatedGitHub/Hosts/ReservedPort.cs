using System.Net;
using System.Net.Sockets;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>
/// A port of 127.0.0.1 that stays ours while nobody listens on it: a socket that is bound and does not listen refuses
/// connections, and lets another one of this process listen (SO_REUSEADDR, which .NET sets for TCP).
/// </summary>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public void Dispose() => _socket.Dispose();
}
