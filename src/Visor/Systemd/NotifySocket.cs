using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Visor.Model;

namespace Visor.Systemd;

/// <summary>
/// Where the service manager wants to hear of its service, sd_notify(3): each message is one datagram of <c>NAME=value</c> lines
/// to the UNIX socket that <c>NOTIFY_SOCKET</c> names. Nothing is ever waited for.
/// </summary>
internal sealed class NotifySocket : IDisposable
{
    private const string Variable = "NOTIFY_SOCKET";

    // sun_path of unix(7), without its zero byte.
    private const int MaxAddressBytes = 107;

    private readonly Socket _socket;
    private readonly EndPoint _address;
    private readonly ILogger _log;
    private bool _isFailing;

    private NotifySocket(EndPoint address, ILogger log)
    {
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        _address = address;
        _log = log;
    }

    /// <returns>Null: no service manager asks for it, or at an address that cannot be used, which is said.</returns>
    public static NotifySocket? FromEnvironment(Func<string, string?> environment, ILogger log)
    {
        if (environment(Variable) is not { Length: > 0 } address)
            return null;
        try
        {
            // A name in the abstract namespace, unix(7), is written with '@' in place of its zero byte.
            if (address[0] is '/' or '@' && address.Length > 1 && Encoding.UTF8.GetByteCount(address) <= MaxAddressBytes)
                return new NotifySocket(new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address), log);
            log.LogWarning("{Variable} is {Address}, which is neither a path nor an abstract name of at most 107 bytes, so Visor cannot report to the service manager", Variable, PlainText.Excerpt(address));
        }
        catch (Exception e) when (e is ArgumentException or SocketException)
        {
            log.LogWarning("{Variable} is {Address}, so Visor cannot report to the service manager: {Problem}", Variable, PlainText.Excerpt(address), e.Message);
        }

        return null;
    }

    /// <returns>False if it could not be sent; the first time in a row it is logged.</returns>
    public bool Send(string message)
    {
        try
        {
            lock (_socket)
                _socket.SendTo(Encoding.UTF8.GetBytes(message), _address);
            _isFailing = false;
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            if (!_isFailing)
                _log.LogWarning("Cannot report to the service manager: {Problem}", Reason(e));
            _isFailing = true;
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    // The runtime has no word of its own for a path that leads to nothing.
    private static string Reason(Exception e) => e is SocketException { SocketErrorCode: SocketError.AddressNotAvailable } ? $"there is no socket at {Variable}" : e.Message;
}
