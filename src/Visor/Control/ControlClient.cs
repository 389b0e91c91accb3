using System.Net.Sockets;
using Visor.Home;

namespace Visor.Control;

/// <summary>Tells a running Visor a person's word and follows what becomes of it.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly Socket _socket;
    private readonly ControlPath _path;

    private ControlClient(Socket socket, ControlPath path) => (_socket, _path) = (socket, path);

    /// <returns>Null: nothing listens there, or this user may not connect.</returns>
    public static ControlClient? Connect(VisorHome home)
    {
        ControlPath? path = null;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            path = ControlPath.Choose(home);
            socket.Connect(path.EndPoint);
            return new ControlClient(socket, path);
        }
        catch (Exception e) when (e is SocketException or IOException or ArgumentException)
        {
            socket.Dispose();
            path?.Dispose();
            return null;
        }
    }

    /// <param name="tell">Each reply on the way.</param>
    /// <returns>The last reply, with its exit code; null: the connection ended before it came.</returns>
    public async Task<ControlReply?> Ask(SwitchMessage message, Action<ControlReply> tell, CancellationToken cancellation)
    {
        try
        {
            await _socket.SendAsync(message.Line(), cancellation);
        }
        catch (SocketException)
        {
            return null;
        }

        var lines = new ControlLines(_socket);
        while (await lines.Next(cancellation) is { } line)
        {
            if (ControlReply.Parse(line) is not { } reply)
                continue;
            if (reply.ExitCode is not null)
                return reply;
            tell(reply);
        }

        return null;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _path.Dispose();
    }
}
