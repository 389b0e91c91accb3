using System.Net.Sockets;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Rights;

/// <summary>What root has left where the core's socket belongs, and Visor's user may not write to: it is no living process, and nobody waits for its end.</summary>
public sealed class OthersSocketTests
{
    [Fact]
    public async Task A_socket_that_may_not_be_asked_stops_a_start_with_what_to_do_and_stands_in_the_way_of_a_check()
    {
        await using var node = await Home();
        LeaveSocket(node.Socket);

        var run = await As(node, "run");
        var check = await As(node, "check");
        var stop = await As(node, "stop");

        var told = $"cannot tell whether a core answers on {node.Socket}: this user may not connect to it";
        run.ShouldSatisfyAllConditions(r => r.Code.ShouldBe(78, r.Output), r => r.Output.ShouldContain(told), r => r.Output.ShouldContain($"rm {node.Socket}"), r => r.Output.ShouldNotContain("stop that process, or correct `vega.rpc.socketPath`, then"));
        stop.ShouldSatisfyAllConditions(r => r.Code.ShouldBe(78, r.Output), r => r.Output.ShouldContain(told));
        check.Code.ShouldBe(1, check.Output);
        check.Output.ShouldContain("✗ rpc socket");
        node.Ledger.Lines.ShouldBeEmpty();

        File.Delete(node.Socket);
        await StartsAndStops(node);
    }

    [Theory]
    [InlineData("a file")]
    [InlineData("a folder")]
    public async Task What_is_no_socket_is_nobodys(string what)
    {
        await using var node = await Home();
        if (what is "a folder")
            Directory.CreateDirectory(node.Socket);
        else
            await File.WriteAllTextAsync(node.Socket, "root's", TestContext.Current.CancellationToken);

        (await As(node, "stop")).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0, r.Output), r => r.Output.ShouldNotContain("answers"));
        (await As(node, "check")).Code.ShouldBe(what is "a folder" ? 1 : 0);
    }

    [Fact]
    public async Task A_socket_of_the_next_release_that_may_not_be_asked_is_not_called_a_process()
    {
        await using var node = await Home();
        await StartsAndStops(node);
        var next = node.Socket + ".next";
        await node.Prepare("v0.2.0");
        node.Write("v0.2.0/run-config.toml", node.RunConfig([]).Replace(node.Socket, next, StringComparison.Ordinal));
        await OtherUser.Own(node);
        LeaveSocket(next);

        var (code, output) = await As(node, "check", "--release", "v0.2.0");

        code.ShouldBe(1, output);
        output.ShouldContain($"cannot tell whether a core answers on {next}");
        output.ShouldNotContain("a process that is not visible from here answers");
    }

    [Fact]
    public async Task A_core_of_root_that_listens_is_still_somebody()
    {
        await using var node = await Home();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(node.Socket));
        listener.Listen(8);
        File.SetUnixFileMode(node.Socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        (await As(node, "run")).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(75, r.Output), r => r.Output.ShouldContain($"answers on {node.Socket}"));

        node.Ledger.Lines.ShouldBeEmpty();
    }

    // .NET deletes the name it has bound, and a core that is killed does not.
    private static void LeaveSocket(string path)
    {
        var bound = path + ".bound";
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(bound));
            socket.Listen(1);
            File.Move(bound, path);
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<TestNode> Home()
    {
        await OtherUser.Require();
        var node = await TestNode.Create();
        await OtherUser.Own(node);
        return node;
    }

    private static async Task<(int Code, string Output)> As(TestNode node, string verb, params string[] options)
    {
        await using var done = OtherUser.Start(node, verb, options);
        var code = await done.WaitForExit();
        return (code, done.Output);
    }

    private static async Task StartsAndStops(TestNode node)
    {
        await using var visor = OtherUser.Start(node, "run");
        await node.Ready(TestNode.Genesis);
        (await visor.Terminate()).ShouldBe(0, visor.Output);
    }
}
