using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Visor.Http;
using Xunit;

namespace Visor.Tests.Http;

[Edge]
public sealed class HappyEyeballsTests : IDisposable
{
    private static readonly IPAddress Six = IPAddress.IPv6Loopback;
    private static readonly IPAddress Four = IPAddress.Loopback;

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _silent = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public HappyEyeballsTests()
    {
        _server.Bind(new IPEndPoint(Four, 0));
        _server.Listen();
    }

    private int Port => ((IPEndPoint)_server.LocalEndPoint!).Port;

    public void Dispose()
    {
        _waiting.ForEach(s => s.Dispose());
        _silent.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task An_address_that_is_silent_costs_a_moment_and_not_the_connection()
    {
        await SilenceSix();
        var begin = Stopwatch.GetTimestamp();

        using var socket = await Race(Six, Four);

        ((IPEndPoint)socket.RemoteEndPoint!).Address.ShouldBe(Four);
        Stopwatch.GetElapsedTime(begin).ShouldBeInRange(TimeSpan.FromMilliseconds(240), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_address_that_refuses_gives_way_at_once()
    {
        using var socket = await Race(Six, IPAddress.Parse("127.0.0.77"), Four);
        ((IPEndPoint)socket.RemoteEndPoint!).Address.ShouldBe(Four);
    }

    [Fact]
    public async Task The_preferred_address_is_taken_where_it_answers()
    {
        using var socket = await Race(Four, Six);
        ((IPEndPoint)socket.RemoteEndPoint!).Address.ShouldBe(Four);
    }

    [Fact]
    public async Task Where_no_address_answers_the_reason_is_told()
    {
        _server.Dispose();
        (await Should.ThrowAsync<SocketException>(() => Race(1, Six, Four))).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        (await Should.ThrowAsync<SocketException>(() => Race(1))).SocketErrorCode.ShouldBe(SocketError.HostNotFound);
    }

    [Fact]
    public async Task Whoever_does_not_want_to_wait_any_more_does_not()
    {
        await SilenceSix();
        using var end = new CancellationTokenSource();
        var race = new HappyEyeballs((_, _) => Task.FromResult<IPAddress[]>([Six]), TimeProvider.System).Connect(new DnsEndPoint("name", Port), end.Token);

        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => race);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("fd00::1", "fd00::1")]
    [InlineData("fd00::1 fd00::2 10.0.0.1 10.0.0.2", "fd00::1 10.0.0.1 fd00::2 10.0.0.2")]
    [InlineData("10.0.0.1 fd00::1 fd00::2 fd00::3", "10.0.0.1 fd00::1 fd00::2 fd00::3")]
    [InlineData("fd00::1 fd00::2 fd00::3 10.0.0.1", "fd00::1 10.0.0.1 fd00::2 fd00::3")]
    public void The_families_take_turns_beginning_with_the_preferred_one(string addresses, string ordered) => string.Join(
        ' ', HappyEyeballs.Order([.. addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)])).ShouldBe(ordered);

    private Task<Socket> Race(params IPAddress[] addresses) => Race(Port, addresses);

    private static Task<Socket> Race(int port, params IPAddress[] addresses) => new HappyEyeballs((_, _) => Task.FromResult(addresses), TimeProvider.System)
        .Connect(new DnsEndPoint("name", port), TestContext.Current.CancellationToken);

    // Who listens, has a full queue and never takes anybody out of it does not even refuse (tcp(7)).
    private async Task SilenceSix()
    {
        try
        {
            _silent.Bind(new IPEndPoint(Six, Port));
        }
        catch (SocketException)
        {
            Assert.Skip("there is no IPv6 here, or the port is taken there");
        }

        _silent.Listen(0);
        while (_waiting.Count < 64)
        {
            var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(socket);
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            try
            {
                await socket.ConnectAsync(new IPEndPoint(Six, Port), patience.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        Assert.Skip("this kernel takes everybody");
    }
}
