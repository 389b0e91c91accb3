using System.Net;
using Microsoft.AspNetCore.Connections;
using Shouldly;
using Visor.Status.Serving;
using Xunit;

namespace Visor.Tests.Status.Serving;

[Pure]
public sealed class ClientRoomTests
{
    private readonly ClientRoom _room = new(capacity: 3);
    private readonly List<string> _sentAway = [];

    [Fact]
    public async Task The_oldest_of_the_client_that_has_the_most_makes_room()
    {
        Enter("friend", "10.0.0.1");
        Enter("first", "10.0.0.2");
        Enter("second", "10.0.0.2");
        var (_, room) = Enter("third", "10.0.0.2");

        _sentAway.ShouldBe(["first"]);
        room.IsCompleted.ShouldBeFalse("nobody else is accepted before it is closed");
        await _guests["first"].DisposeAsync();
        await room.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Where_each_has_as_many_the_oldest_makes_room()
    {
        foreach (var i in (int[])[1, 2, 3, 4])
            Enter($"client {i}", $"10.0.0.{i}");

        _sentAway.ShouldBe(["client 1"]);
    }

    [Fact]
    public async Task Who_has_left_takes_no_room()
    {
        foreach (var i in (int[])[1, 2, 3, 4, 5])
        {
            Enter($"client {i}", "10.0.0.1").Room.IsCompleted.ShouldBeTrue();
            await _guests[$"client {i}"].DisposeAsync();
        }

        _sentAway.ShouldBeEmpty();
    }

    private readonly Dictionary<string, ConnectionContext> _guests = [];

    private (ConnectionContext Connection, Task Room) Enter(string name, string address)
    {
        var entered = _room.Enter(new FakeConnection(name, IPAddress.Parse(address), _sentAway.Add));
        _guests[name] = entered.Connection;
        return entered;
    }

    private sealed class FakeConnection(string name, IPAddress address, Action<string> aborted) : DefaultConnectionContext(name)
    {
        public override EndPoint? RemoteEndPoint { get; set; } = new IPEndPoint(address, 1);

        public override void Abort(ConnectionAbortedException abortReason) => aborted(ConnectionId);
    }
}
