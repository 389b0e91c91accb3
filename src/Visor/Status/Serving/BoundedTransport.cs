using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Visor.Status.Serving;

/// <summary>
/// A transport that accepts the next connection only when there is room for it: Kestrel's own limit counts what has been accepted already, and with it has
/// taken a file each.
/// </summary>
internal sealed class BoundedTransport(IConnectionListenerFactory inner, int capacity) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await inner.BindAsync(endpoint, cancellationToken), new ClientRoom(capacity));

    private sealed class Listener(IConnectionListener inner, ClientRoom clients) : IConnectionListener
    {
        private Task _room = Task.CompletedTask;

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            await _room.WaitAsync(cancellationToken);
            if (await inner.AcceptAsync(cancellationToken) is not { } accepted)
                return null;
            (var connection, _room) = clients.Enter(accepted);
            return connection;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
