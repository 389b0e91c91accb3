using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Rpc;

public sealed class RpcTroubleTests
{
    // A core that gives no answer is asked once more for as long as a stop may take.
    private const string Patience = "rpcTimeoutSeconds = 1\nstopSignalTimeoutSeconds = 2\n";

    [Theory]
    [InlineData("hang-rpc", "within")]
    [InlineData("garbage-http", "HTTP")]
    [InlineData("garbage-rpc", "JSON")]
    [InlineData("html-rpc", "HTML")]
    [InlineData("http-500", "500")]
    [InlineData("close-rpc", "closed")]
    [InlineData("null-rpc", "")]
    [InlineData("null-body", "")]
    [InlineData("rpc-error=no such validator", "no such validator")]
    [InlineData("huge-rpc", "")]
    public async Task A_core_whose_answers_are_no_use_stays_up_and_a_dead_process_a_signal_and_a_configuration_are_noticed(string misbehaviour, string told)
    {
        await using var node = await TestNode.Create(config: Patience);
        node.Misbehave(misbehaviour);
        var visor = node.Run();
        await node.Ledger.WaitFor("rpc-open");
        await node.WaitForStatus(
            s => s.Node.Rpc is not ("answers" or "not asked yet") && s.Node.Rpc.Contains(told, StringComparison.Ordinal), told);

        node.Write("config.toml", "stopSignalTimeoutSeconds = -1\n");
        await node.WaitForStatus(s => !s.Configuration.Valid, "a broken configuration");
        node.Configure(Patience);
        await node.WaitForStatus(s => s.Configuration.Valid, "a mended configuration");

        node.Signal(Native.SigKill);
        await Eventually.See(() => node.Ledger.All("rpc-open").Count == 2 ? node : null, node.Everything);

        await node.StopCleanly(visor);
        visor.Output.ShouldNotContain('\u001b');
        visor.Output.ShouldNotContain("   at ");
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis);
    }
}
