using System.Net.Sockets;
using System.Text;
using Visor.Model;

namespace Visor.Chains.Vega.Rpc;

/// <summary>Why a socket could not be connected to, told from the error and from what stands at the path.</summary>
internal static class ConnectErrors
{
    /// <summary>Bytes of a path in <c>sockaddr_un</c>, without the final NUL: unix(7).</summary>
    private const int MaxPathBytes = 107;

    /// <returns>Null: the path can be the address of a socket.</returns>
    public static CoreError? OfPath(string path)
    {
        var bytes = Encoding.UTF8.GetByteCount(path);
        if (bytes > MaxPathBytes)
        {
            return new CoreError(
                CoreFailureKind.PathTooLong,
                $"the socket path {Shown(path)} has {bytes} bytes, and a socket path has at most {MaxPathBytes}",
                "give the core a shorter socket path and write it to `vega.rpc.socketPath`");
        }

        return path.Length > 0 ? null : new CoreError(
            CoreFailureKind.NoSocketFile, "the socket path is empty", "write the core's socket path to `vega.rpc.socketPath`");
    }

    /// <remarks>
    /// connect(2) says ECONNREFUSED for a socket nobody listens on and for anything that is no socket, and EAGAIN, at once,
    /// for a full queue: it never blocks on a UNIX socket in non-blocking mode.
    /// </remarks>
    public static CoreError Map(string path, SocketException error) => error.SocketErrorCode switch
    {
        SocketError.AccessDenied => new CoreError(
            CoreFailureKind.PermissionDenied,
            $"no permission to connect to the socket {Shown(path)}",
            "run Visor as the core's user, or give Visor's user write permission on the socket and search permission on the folders above it"),
        SocketError.ProtocolType => NotTheSocket(path, "a socket of another type"),
        SocketError.ConnectionRefused when Directory.Exists(path) => NotTheSocket(path, "a folder"),
        SocketError.ConnectionRefused when IsOrdinaryFile(path) => NotTheSocket(path, "an ordinary file"),
        SocketError.ConnectionRefused => new CoreError(
            CoreFailureKind.Refused,
            $"nothing listens on the socket {Shown(path)}",
            "the file is left over from a core that ended, or its admin server is not up yet; "
            + "if this persists, check the core's log"),
        SocketError.WouldBlock or SocketError.TryAgain => new CoreError(
            CoreFailureKind.NotAccepting,
            $"the core accepts no connections on the socket {Shown(path)}: its queue is full",
            "the core hangs or is overloaded; check its log"),
        _ when !Path.Exists(path) => new CoreError(
            CoreFailureKind.NoSocketFile,
            $"there is no socket file {Shown(path)}",
            "a core opens it late in its start; if it never appears, "
            + "compare `vega.rpc.socketPath` with the admin server's socket in the core's configuration"),
        _ => new CoreError(
            CoreFailureKind.Unreachable,
            $"cannot connect to the socket {Shown(path)} ({PlainText.Excerpt(error.Message)})",
            "check `vega.rpc.socketPath` and check the core's log"),
    };

    private static CoreError NotTheSocket(string path, string what) => new(
        CoreFailureKind.NotASocket,
        $"{Shown(path)} is {what}, not the core's socket",
        "set `vega.rpc.socketPath` to the admin server's socket in the core's configuration");

    /// <remarks>A socket's size is 0. An empty file cannot be told from a stale socket by what .NET shows of it.</remarks>
    private static bool IsOrdinaryFile(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length > 0;
    }

    private static string Shown(string path) => PlainText.Excerpt(path, maxLength: 300);
}
