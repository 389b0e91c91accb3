using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Visor.Status.Serving;

/// <summary>
/// How many clients are connected at once. Who comes last is taken, and the oldest connection of the client that has the most makes room: nobody who
/// holds connections open keeps others out, or takes the files that an upgrade needs.
/// </summary>
/// <param name="capacity">Connections. One more is open for the moment in which another is being closed.</param>
internal sealed class ClientRoom(int capacity)
{
    private readonly Lock _lock = new();
    private readonly List<Guest> _guests = [];

    private sealed record Guest(ConnectionContext Connection, TaskCompletionSource Gone);

    /// <summary>Takes a connection that has been accepted.</summary>
    /// <returns>The same, to be handed on: it leaves when it is disposed. The task ends when there is room for another.</returns>
    public (ConnectionContext Connection, Task Room) Enter(ConnectionContext accepted)
    {
        var guest = new Guest(accepted, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Guest? leaving;
        lock (_lock)
        {
            _guests.Add(guest);
            leaving = _guests.Count > capacity ? OldestOfTheLargest() : null;
        }

        leaving?.Connection.Abort(new ConnectionAbortedException("room for another client"));
        return (new GuestConnection(accepted, () => Leave(guest)), leaving?.Gone.Task ?? Task.CompletedTask);
    }

    // Where all have as many, the oldest of all: groups come in the order of their first.
    private Guest OldestOfTheLargest() => _guests
        .GroupBy(g => (g.Connection.RemoteEndPoint as IPEndPoint)?.Address.ToString(), StringComparer.Ordinal)
        .OrderByDescending(client => client.Count()).First().First();

    private void Leave(Guest guest)
    {
        lock (_lock)
            _guests.Remove(guest);
        guest.Gone.TrySetResult();
    }
}
