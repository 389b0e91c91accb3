using System.Net.Sockets;
using Shouldly;
using Visor.Chains.Vega.Rpc;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

[Edge]
public sealed class CoreClientConnectFailureTests
{
    [Fact]
    public async Task A_socket_file_that_is_not_there()
    {
        using var socket = new CoreSocket();

        var failure = await socket.AskInVain();

        failure.Kind.ShouldBe(CoreFailureKind.NoSocketFile);
        failure.Advice.ShouldContain("`vega.rpc.socketPath`");
    }

    [Fact]
    public async Task A_file_where_a_folder_of_the_path_should_be()
    {
        using var socket = new CoreSocket();
        await File.WriteAllTextAsync(socket.Path, "text", TestContext.Current.CancellationToken);
        var below = Path.Combine(socket.Path, "vega.sock");
        using var client = new CoreClient(below, "/rpc", _ => true, TimeProvider.System);

        var answer = await client.UpgradeStatus(CoreSocket.Generous, TestContext.Current.CancellationToken);

        answer.ShouldBeOfType<CoreAnswer.Failure>().Why.Kind.ShouldBe(CoreFailureKind.NoSocketFile);
    }

    [Fact]
    public async Task A_socket_nobody_listens_on_any_more()
    {
        using var socket = new CoreSocket();
        using var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        left.Bind(new UnixDomainSocketEndPoint(socket.Path));

        (await socket.AskInVain()).Kind.ShouldBe(CoreFailureKind.Refused);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_socket()
    {
        using var socket = new CoreSocket();
        Directory.CreateDirectory(socket.Path);

        var failure = await socket.AskInVain();

        failure.Kind.ShouldBe(CoreFailureKind.NotASocket);
        failure.Message.ShouldContain("a folder");
    }

    [Fact]
    public async Task An_ordinary_file_in_the_place_of_the_socket()
    {
        using var socket = new CoreSocket();
        await File.WriteAllTextAsync(socket.Path, "text", TestContext.Current.CancellationToken);

        var failure = await socket.AskInVain();

        failure.Kind.ShouldBe(CoreFailureKind.NotASocket);
        failure.Message.ShouldContain("an ordinary file");
    }

    [Fact]
    public async Task A_datagram_socket_in_the_place_of_the_socket()
    {
        using var socket = new CoreSocket();
        using var other = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(socket.Path));

        var failure = await socket.AskInVain();

        failure.Kind.ShouldBe(CoreFailureKind.NotASocket);
        failure.Message.ShouldContain("of another type");
    }

    [Fact]
    public async Task A_socket_this_user_may_not_write_to()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may write to every socket");
        using var socket = new CoreSocket();
        await using var server = socket.Serve(e => e.Answer(CoreSocket.NothingAccepted));
        File.SetUnixFileMode(socket.Path, UnixFileMode.UserRead);

        (await socket.AskInVain()).Kind.ShouldBe(CoreFailureKind.PermissionDenied);
    }

    [Fact]
    public async Task A_listener_whose_queue_is_full()
    {
        using var socket = new CoreSocket();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket.Path));
        listener.Listen(0);
        using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await waiting.ConnectAsync(new UnixDomainSocketEndPoint(socket.Path), TestContext.Current.CancellationToken);

        (await socket.AskInVain()).Kind.ShouldBe(CoreFailureKind.NotAccepting);
    }

    [Theory]
    [InlineData(107, CoreFailureKind.NoSocketFile)]
    [InlineData(108, CoreFailureKind.PathTooLong)]
    [InlineData(5000, CoreFailureKind.PathTooLong)]
    public async Task A_path_is_too_long_from_108_bytes_on(int bytes, object kind)
    {
        using var client = new CoreClient("/tmp/é".PadRight(bytes - 1, 'x'), "/rpc", _ => true, TimeProvider.System);

        var answer = await client.UpgradeStatus(CoreSocket.Generous, TestContext.Current.CancellationToken);

        var failure = answer.ShouldBeOfType<CoreAnswer.Failure>().Why;
        failure.Kind.ShouldBe((CoreFailureKind)kind);
        failure.ToString().Length.ShouldBeLessThan(700);
    }
}
