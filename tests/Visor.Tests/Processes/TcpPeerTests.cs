using System.Net;
using System.Net.Sockets;
using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class TcpPeerTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Where_nobody_listens_there_is_nobody(string address)
    {
        int port;
        using (var socket = Listening(IPAddress.Parse(address)))
            port = Port(socket);

        TcpPeer.Find(IPAddress.Parse(address), port, _ => false).ShouldBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "::1")]
    public void Whoever_listens_is_told_by_its_pid(string where, string asked)
    {
        using var socket = Listening(IPAddress.Parse(where));

        TcpPeer.Find(IPAddress.Parse(asked), Port(socket), _ => false).ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public async Task One_that_accepts_nobody_is_told_as_well()
    {
        using var socket = Listening(IPAddress.Loopback, backlog: 0);
        using var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var second = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(socket.LocalEndPoint!, TestContext.Current.CancellationToken);
        var waiting = second.ConnectAsync(socket.LocalEndPoint!, TestContext.Current.CancellationToken).AsTask();

        TcpPeer.Find(IPAddress.Loopback, Port(socket), _ => false).ShouldBe(Environment.ProcessId);
        waiting.IsCompleted.ShouldBeFalse();
    }

    private static Socket Listening(IPAddress address, int backlog = 8)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        socket.Listen(backlog);
        return socket;
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
