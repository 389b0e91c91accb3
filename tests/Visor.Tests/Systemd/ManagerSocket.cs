using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Visor.Systemd;
using Xunit;

namespace Visor.Tests.Systemd;

/// <summary>The end of <c>NOTIFY_SOCKET</c> that belongs to a service manager.</summary>
internal sealed class ManagerSocket : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    /// <param name="address">As it stands in <c>NOTIFY_SOCKET</c>.</param>
    public ManagerSocket(string address)
    {
        Address = address;
        _socket.Bind(new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address));
    }

    public string Address { get; }

    public ServiceManager Open(TimeProvider time, ILogger log, string? watchdog = null) => ServiceManager.FromEnvironment(
        name => name switch { "NOTIFY_SOCKET" => Address, "WATCHDOG_USEC" => watchdog, _ => null }, time, log)!;

    /// <returns>The next message.</returns>
    public async Task<string[]> Next()
    {
        var buffer = new byte[4096];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var length = await _socket.ReceiveAsync(buffer, deadline.Token);
        return Encoding.UTF8.GetString(buffer, 0, length).Split('\n');
    }

    /// <summary>Nothing more has been sent.</summary>
    public bool IsEmpty => _socket.Available == 0;

    public void Dispose() => _socket.Dispose();
}
