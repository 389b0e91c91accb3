using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Visor.Configuration;
using Visor.Model;

namespace Visor.Status.Serving;

/// <summary>Where to listen: what <c>[status] listen</c> means on this machine.</summary>
/// <param name="Host">As it is written, without brackets.</param>
internal sealed record ServedAddress(string Host, IPEndPoint EndPoint)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <param name="listen">An address without problems.</param>
    /// <exception cref="StatusServerException">It leads nowhere, or to other machines without their being allowed.</exception>
    public static async Task<ServedAddress> Resolve(string listen, bool allowRemote, TimeProvider time, CancellationToken cancellation)
    {
        var colon = listen.LastIndexOf(':');
        var host = listen[..colon].Trim('[', ']');
        var port = int.Parse(listen.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        var address = IPAddress.TryParse(host, out var literal) ? literal : await Resolve(host, time, cancellation);

        // A name that was this machine's alone when the file was read may lead elsewhere now.
        return allowRemote || IPAddress.IsLoopback(address)
            ? new ServedAddress(host, new IPEndPoint(address, port))
            : throw new StatusServerException($"{address} is reachable from other machines, which requires allowRemote = true in [status]");
    }

    public override string ToString() => $"http://{EndPoint}/";

    private static async Task<IPAddress> Resolve(string host, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            var found = await Dns.GetHostAddressesAsync(host, cancellation).WaitAsync(Timeout, time, cancellation);
            return found.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork)
                ?? found.FirstOrDefault()
                ?? throw new StatusServerException($"{Quoting.Quote(host)} has no address");
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            throw new StatusServerException($"{Quoting.Quote(host)} has no address: {PlainText.Excerpt(e.Message)}", e);
        }
    }
}
