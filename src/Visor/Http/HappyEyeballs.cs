using System.Net;
using System.Net.Sockets;

namespace Visor.Http;

/// <summary>
/// Connects to a name whose addresses may not all answer, RFC 8305 ("Happy Eyeballs"): IPv6 and IPv4 in turn, each a quarter of a second after the one
/// before or as soon as that has failed, and the first that connects counts. A dead IPv6 costs a moment, not the patience of a whole request.
/// </summary>
/// <param name="resolve">Addresses of a name in the order of preference, RFC 6724: getaddrinfo(3).</param>
internal sealed class HappyEyeballs(Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider time)
{
    /// <summary>Section 8: the recommended Connection Attempt Delay.</summary>
    private static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(250);

    public static HappyEyeballs OfThisMachine { get; } = new(Dns.GetHostAddressesAsync, TimeProvider.System);

    /// <exception cref="SocketException">None of its addresses can be connected to, or it has none.</exception>
    public async Task<Socket> Connect(DnsEndPoint target, CancellationToken cancellation)
    {
        var addresses = Order(await resolve(target.Host, cancellation));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task<Socket>> underWay = [];
        Exception failure = new SocketException((int)SocketError.HostNotFound);
        try
        {
            for (var next = 0; ;)
            {
                if (next < addresses.Count)
                    underWay.Add(Connect(new IPEndPoint(addresses[next++], target.Port), over.Token));
                while (underWay.Count > 0)
                {
                    var patience = Task.Delay(next < addresses.Count ? Stagger : Timeout.InfiniteTimeSpan, time, over.Token);
                    var first = await Task.WhenAny([.. underWay, patience]);
                    cancellation.ThrowIfCancellationRequested();
                    if (first is not Task<Socket> attempt)
                        break; // Time for the next.
                    underWay.Remove(attempt);
                    if (attempt.IsCompletedSuccessfully)
                        return await attempt;
                    failure = attempt.Exception?.InnerException ?? failure;
                    if (next < addresses.Count)
                        break;
                }

                if (underWay.Count == 0 && next == addresses.Count)
                    throw failure;
            }
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(underWay.Select(Discard)); // At once, for they have just been called off.
        }
    }

    /// <summary>Section 4: the families in turn, beginning with the preferred one.</summary>
    public static IReadOnlyList<IPAddress> Order(IReadOnlyList<IPAddress> addresses)
    {
        if (addresses.Count == 0)
            return [];
        var preferred = addresses.Where(a => a.AddressFamily == addresses[0].AddressFamily).ToList();
        var others = addresses.Where(a => a.AddressFamily != addresses[0].AddressFamily).ToList();
        return [.. Enumerable.Range(0, Math.Max(preferred.Count, others.Count)).SelectMany(i => preferred.Skip(i).Take(1).Concat(others.Skip(i).Take(1)))];
    }

    private static async Task<Socket> Connect(IPEndPoint address, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task Discard(Task<Socket> loser)
    {
        try
        {
            (await loser).Dispose();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // It has lost anyway.
        }
    }
}
