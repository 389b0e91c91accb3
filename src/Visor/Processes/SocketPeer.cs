using System.Net.Sockets;

namespace Visor.Processes;

/// <summary>Who listens on a UNIX socket (unix(7), SO_PEERCRED).</summary>
internal static class SocketPeer
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>The pid of the process that listens; 0: somebody who cannot be seen from here; null: nobody answers.</summary>
    public static int? Of(string socketPath)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Not to wait for a listener that does not accept: a full backlog is an answer too.
            socket.Blocking = false;
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
        }
        catch (SocketException e)
        {
            // Who may not even ask cannot know that nobody is there.
            return e.SocketErrorCode is SocketError.WouldBlock or SocketError.AccessDenied ? 0 : null;
        }

        return Of(socket);
    }

    /// <summary>The pid of the process at the other end of a connected socket; 0: it cannot be seen from here.</summary>
    public static int Of(Socket connected) => CredentialsOf(connected).Pid;

    /// <summary>Who connected, or listened, as the kernel knows it; pid 0: it cannot be seen from here.</summary>
    public static (int Pid, uint User) CredentialsOf(Socket connected)
    {
        Span<byte> credentials = stackalloc byte[12]; // struct ucred: pid, uid, gid
        connected.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return (BitConverter.ToInt32(credentials), BitConverter.ToUInt32(credentials[4..]));
    }
}
