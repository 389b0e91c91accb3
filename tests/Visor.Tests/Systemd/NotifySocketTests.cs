using Shouldly;
using Visor.Systemd;
using Xunit;

namespace Visor.Tests.Systemd;

[Edge]
public sealed class NotifySocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_is_one_datagram_to_a_path() => await Arrives(_folder["notify"]);

    [Fact]
    public async Task A_message_is_one_datagram_to_an_abstract_name() => await Arrives($"@visor-test-{Guid.NewGuid():N}");

    [Fact]
    public void Nobody_is_told_where_nobody_asks() => Open(null).ShouldBeNull();

    [Theory]
    [InlineData("relative")]
    [InlineData("vsock:2:1234")]
    [InlineData("/")]
    public void An_address_that_is_none_is_said_and_nothing_else(string address)
    {
        Open(address).ShouldBeNull();
        _log.Lines.ShouldHaveSingleItem().ShouldContain("cannot report to the service manager");
    }

    [Fact]
    public void A_path_that_is_too_long_is_said_and_nothing_else()
    {
        Open("/" + new string('x', 200)).ShouldBeNull();
        _log.Lines.ShouldHaveSingleItem().ShouldContain("cannot report to the service manager");
    }

    [Fact]
    public void A_manager_that_is_gone_is_said_once()
    {
        using var socket = Open(_folder["nobody"])!;

        socket.Send("READY=1").ShouldBeFalse();
        socket.Send("READY=1").ShouldBeFalse();

        _log.Lines.ShouldHaveSingleItem().ShouldContain("Cannot report to the service manager");
    }

    [Fact]
    public void A_manager_that_does_not_read_never_makes_anybody_wait()
    {
        using var manager = new ManagerSocket(_folder["notify"]);
        using var socket = Open(_folder["notify"])!;

        var sent = 0;
        while (socket.Send(new string('x', 1000)))
            (++sent).ShouldBeLessThan(1_000_000);

        sent.ShouldBePositive();
    }

    private async Task Arrives(string address)
    {
        using var manager = new ManagerSocket(address);
        using var socket = Open(address)!;

        socket.Send("READY=1\nSTATUS=ready, v0.75.3").ShouldBeTrue();

        (await manager.Next()).ShouldBe(["READY=1", "STATUS=ready, v0.75.3"]);
        _log.Lines.ShouldBeEmpty();
    }

    private NotifySocket? Open(string? address) => NotifySocket.FromEnvironment(name => name is "NOTIFY_SOCKET" ? address : null, _log);
}
