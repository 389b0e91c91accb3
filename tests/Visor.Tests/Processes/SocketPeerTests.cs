using System.Net.Sockets;
using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Edge]
public sealed class SocketPeerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public SocketPeerTests() => _path = _folder["vega.sock"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Where_there_is_no_file_nobody_answers() => SocketPeer.Find(_path).ShouldBeNull();

    [Fact]
    public void A_file_that_a_dead_core_left_behind_is_nobody()
    {
        using (var socket = Listening())
        {
            // Closed without being deleted.
        }

        // .NET deletes the file it has bound; a core that is killed does not.
        if (!File.Exists(_path))
            File.WriteAllText(_path, "");
        SocketPeer.Find(_path).ShouldBeNull();
    }

    [Fact]
    public void Whoever_listens_is_told_by_its_pid()
    {
        using var socket = Listening();

        SocketPeer.Find(_path).ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public void A_listener_that_takes_nobody_in_is_somebody()
    {
        using var socket = Listening(backlog: 0);
        using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        waiting.Connect(new UnixDomainSocketEndPoint(_path));

        SocketPeer.Find(_path).ShouldBe(0);
    }

    private Socket Listening(int backlog = 8)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_path));
        socket.Listen(backlog);
        return socket;
    }
}
