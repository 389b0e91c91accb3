using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Shouldly;
using Visor.Chains.Vega.Rpc;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

[Edge]
public sealed class CoreFailureTextTests
{
    private const string Path = "/run/vega/vega.sock";

    /// <summary>Written anew by deleting the golden file: the test then fails once and leaves the present texts behind.</summary>
    [Fact]
    public async Task Every_failure_reads_as_the_golden_file_says()
    {
        var golden = System.IO.Path.Combine(Folder(), "core-failures.golden.txt");
        var actual = string.Concat(Failures().Select(f => $"{f.Kind}\n  {f}\n"));
        if (!File.Exists(golden))
            await File.WriteAllTextAsync(golden, actual + "(not reviewed)\n", TestContext.Current.CancellationToken);

        actual.ShouldBe(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_kind_of_failure_has_its_text() =>
        Failures().Select(f => f.Kind).Distinct().Order().ShouldBe(Enum.GetValues<CoreFailureKind>());

    private static IEnumerable<CoreError> Failures()
    {
        var answer = new ResponseErrors(Path, "/rpc");
        var timeout = TimeSpan.FromSeconds(5);
        yield return Connect(SocketError.AddressNotAvailable);
        yield return ConnectErrors.OfPath("").ShouldNotBeNull();
        yield return Connect(SocketError.ConnectionRefused);
        yield return Connect(SocketError.AccessDenied);
        yield return ConnectErrors.OfPath("/run/" + new string('x', 103)).ShouldNotBeNull();
        yield return ConnectErrors.Map("/", new SocketException((int)SocketError.ConnectionRefused));
        yield return Connect(SocketError.ProtocolType);
        yield return Connect(SocketError.WouldBlock);
        yield return answer.Stranger(4711);
        yield return ConnectErrors.Map("/", new SocketException((int)SocketError.NetworkDown));
        yield return answer.Mute(timeout);
        yield return answer.Unfinished(timeout);
        yield return answer.ClosedUnanswered();
        yield return answer.ClosedHalfway();
        yield return answer.NotHttp();
        yield return answer.TooLarge();
        foreach (var status in new[] { 201, 307, 400, 403, 404, 405, 415, 500 })
            yield return answer.Status((HttpStatusCode)status, "what it says"u8);
        yield return answer.Status(HttpStatusCode.BadGateway, "<html>"u8);
        yield return answer.NotJson("pong"u8);
        yield return answer.NotJson("<html>"u8);
        yield return answer.NotJson([]);
        yield return answer.WrongShape("result is missing", "{}"u8);
        yield return answer.RpcError("not now");
    }

    private static CoreError Connect(SocketError error) => ConnectErrors.Map(Path, new SocketException((int)error));

    private static string Folder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
