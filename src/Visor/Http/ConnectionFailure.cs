using System.Net.Sockets;
using Visor.Model;

namespace Visor.Http;

/// <summary>Why a server gave no answer, or none that is whole, as the end of a sentence that begins with its address.</summary>
internal static class ConnectionFailure
{
    public static string Describe(HttpRequestException error) => error.HttpRequestError switch
    {
        _ when error is ProxyFailure => error.Message,
        _ when error.GetBaseException() is MissingLibraryException missing => $"cannot be reached: {missing.Message}",
        HttpRequestError.NameResolutionError => $"cannot be reached: its name does not resolve ({Reason(error)})",
        HttpRequestError.ConnectionError => $"cannot be reached ({Reason(error)})",
        HttpRequestError.SecureConnectionError => $"cannot be reached securely ({Reason(error)})"
            + (CertificateStore.IsEmpty(Environment.GetEnvironmentVariable) ? ": this machine has no CA certificates; install them (`apt install ca-certificates`)" : ""),
        // The runtime's words would show the proxy's address, and with it a password that may stand there.
        HttpRequestError.ProxyTunnelError when error.StatusCode is { } status => $"cannot be reached through the proxy, which answered with HTTP {(int)status}",
        // A SOCKS proxy has its reasons.
        HttpRequestError.ProxyTunnelError when error.InnerException is IOException refusal => $"cannot be reached through the proxy ({PlainText.Excerpt(refusal.Message)})",
        HttpRequestError.ProxyTunnelError => "cannot be reached through the proxy",
        HttpRequestError.ResponseEnded => "closed the connection before it answered",
        HttpRequestError.InvalidResponse => "sent a response that is not HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "sent endless headers",
        _ when error.InnerException is IOException broken => Describe(broken),
        _ => $"cannot be reached ({Reason(error)})",
    };

    public static string Describe(IOException error) => error switch
    {
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => "sent data that is not HTTP",
        { InnerException: SocketException } => $"dropped the connection ({Reason(error)})",
        _ => "closed the connection in the middle of its answer",
    };

    private static string Reason(Exception error)
    {
        var innermost = error.GetBaseException();
        return PlainText.Excerpt(innermost is SocketException socket ? SocketReason(socket) : innermost.Message);
    }

    // The message of a socket's error may go on with what was asked for; the code says it all.
    private static string SocketReason(SocketException error) => new SocketException((int)error.SocketErrorCode).Message;
}
