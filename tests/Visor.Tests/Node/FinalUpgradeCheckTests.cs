using System.Net.Sockets;
using Shouldly;
using Visor.Chains.Vega;
using Visor.Chains.Vega.Layout;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Tests.Chains.Vega.Rpc;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Node;

/// <summary>One question to a core on a real socket: silence is "not known", and never "not due".</summary>
[Edge]
public sealed class FinalUpgradeCheckTests : IDisposable
{
    private readonly CoreSocket _socket = new();
    private readonly string _nodeLockFile = Path.GetTempFileName();
    private readonly FileLock _nodeLock;

    public FinalUpgradeCheckTests() => _nodeLock = FileLock.TryShared(_nodeLockFile)!; // The server of the test is this process, so this process is the node.

    public void Dispose()
    {
        _nodeLock.Dispose();
        File.Delete(_nodeLockFile);
        _socket.Dispose();
    }

    [Fact]
    public async Task A_core_that_is_ready_is_due() => (await Answered(Status(ready: true))).ShouldBe(new UpgradeReadiness.Due(Given.Plan));

    [Fact]
    public async Task A_core_that_has_a_plan_or_none_and_is_not_ready_is_not_due()
    {
        (await Answered(Status(ready: false))).ShouldBe(new UpgradeReadiness.NotDue());
        (await Answered(CoreSocket.NothingAccepted)).ShouldBe(new UpgradeReadiness.NotDue());
    }

    [Fact]
    public async Task What_was_called_off_here_is_not_due_whatever_the_core_says() =>
        (await Answered(Status(ready: true), Given.Old with { Abandoned = Given.Plan })).ShouldBe(new UpgradeReadiness.NotDue());

    [Theory]
    [InlineData("no JSON at all")]
    [InlineData("""{"ReadyToUpgrade":"perhaps"}""")]
    public async Task An_answer_that_cannot_be_understood_is_not_known_and_may_be_asked_for_again(string answer) =>
        (await Answered(answer)).ShouldBeOfType<UpgradeReadiness.Unknown>().MayListen.ShouldBeTrue();

    [Fact]
    public async Task A_core_that_takes_the_question_and_says_nothing_is_not_known_and_may_be_asked_again()
    {
        using var mute = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        mute.Bind(new UnixDomainSocketEndPoint(_socket.Path));
        mute.Listen();

        (await Look(Given.Old)).ShouldBeOfType<UpgradeReadiness.Unknown>().MayListen.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_nobody_listens_it_is_not_known_and_asking_again_is_of_no_use()
    {
        (await Look(Given.Old)).ShouldBeOfType<UpgradeReadiness.Unknown>().MayListen.ShouldBeFalse();

        using (var gone = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            gone.Bind(new UnixDomainSocketEndPoint(_socket.Path));
        (await Look(Given.Old)).ShouldBeOfType<UpgradeReadiness.Unknown>().MayListen.ShouldBeFalse();
    }

    private async Task<UpgradeReadiness> Answered(string answer, ActiveRelease? active = null)
    {
        await using var server = _socket.Serve(e => e.Answer(answer));
        return await Look(active ?? Given.Old);
    }

    private async Task<UpgradeReadiness> Look(ActiveRelease active)
    {
        using var node = new NodeInstance(isOurs => new VegaNodeClient(new RpcConfig(_socket.Path, "/rpc"), statistics: null, isOurs, TimeProvider.System), active, _nodeLockFile, TimeProvider.System);
        return await FinalUpgradeCheck.At(node, TestContext.Current.CancellationToken);
    }

    private static string Status(bool ready) =>
        $$$"""{"AcceptedReleaseInfo":{"VegaReleaseTag":"{{{Given.Plan.Tag}}}","UpgradeBlockHeight":{{{Given.Plan.Height}}}},"ReadyToUpgrade":{{{(ready ? "true" : "false")}}}}""";
}
