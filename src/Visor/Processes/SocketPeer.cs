using System.Globalization;
using System.Net.Sockets;
using Visor.Platform.Files;

namespace Visor.Processes;

/// <summary>Who listens on a UNIX socket (unix(7), SO_PEERCRED).</summary>
internal static class SocketPeer
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>This user may not connect to the socket, so Visor cannot tell whether a process listens on it.</summary>
    public const int MayNotAsk = -1;

    private const uint Listens = 0x10000; // __SO_ACCEPTCON, shown in proc_net(5).

    /// <summary>The pid of the process that listens; 0: somebody who cannot be seen from here; <see cref="MayNotAsk"/>; null: nobody answers.</summary>
    public static int? Find(string socketPath)
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
            return e.SocketErrorCode switch
            {
                SocketError.WouldBlock => 0,
                SocketError.AccessDenied => WhereNotAllowed(socketPath),
                _ => null,
            };
        }

        return Find(socket);
    }

    // The kernel looks at the rights first. Nobody listens on what is no socket, and who listens in this network namespace can be seen, but not who does in another.
    private static int? WhereNotAllowed(string path)
    {
        if (FileStatus.Read(path) is { IsSocket: false })
            return null;
        return HasListener(Path.GetFullPath(path)) ? 0 : MayNotAsk;
    }

    // Num RefCount Protocol Flags Type St Inode Path, proc_net(5).
    private static bool HasListener(string path)
    {
        try
        {
            return File.ReadLines("/proc/net/unix").Select(line => line.Split(' ', 8, StringSplitOptions.RemoveEmptyEntries)).Any(
                field => field.Length == 8 && string.Equals(field[7], path, StringComparison.Ordinal)
                    && uint.TryParse(field[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var flags) && (flags & Listens) != 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The pid of the process at the other end of a connected socket; 0: it cannot be seen from here.</summary>
    public static int Find(Socket connected) => CredentialsOf(connected).Pid;

    /// <summary>Who connected, or listened, as the kernel knows it; pid 0: it cannot be seen from here.</summary>
    public static (int Pid, uint User) CredentialsOf(Socket connected)
    {
        Span<byte> credentials = stackalloc byte[12]; // struct ucred: pid, uid, gid
        connected.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return (BitConverter.ToInt32(credentials), BitConverter.ToUInt32(credentials[4..]));
    }
}
