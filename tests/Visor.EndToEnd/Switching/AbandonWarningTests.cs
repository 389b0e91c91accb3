using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Switching;

/// <summary>The network calls an upgrade off that is due on this node already.</summary>
public sealed class AbandonWarningTests
{
    [Theory]
    [InlineData("resolve", "--keep-current")]
    [InlineData("switch", "v0.1.0", "--abandon-upgrade", "--yes")]
    public async Task The_old_release_goes_on_by_a_persons_word_and_is_not_stopped_for_that_upgrade_again(string verb, params string[] options)
    {
        await using var node = await DueAndStopped();

        var (exitCode, output) = await node.Do(verb, options);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("continues past block 30, after which the network had agreed to run v0.2.0");
        node.Network.CallOff();
        var begun = node.Ledger.Lines.Count;
        var visor = node.Run();
        await node.Ready(TestNode.Genesis);
        await node.Ledger.WaitFor(l => l.Is("block-after-start", TestNode.Genesis) && l.Height > 30, "a block past the upgrade");
        node.Ledger.Lines.Skip(begun).ShouldAllBe(l => l.Release == TestNode.Genesis);
        (await node.Do("history")).Output.ShouldContain("calling off the upgrade to v0.2.0 at block 30");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task An_unattended_run_never_calls_an_upgrade_off_and_neither_does_a_word_that_is_not_confirmed()
    {
        await using var node = await DueAndStopped();
        node.Network.CallOff();

        var (unconfirmed, said) = await node.Do("switch", "v0.1.0", "--abandon-upgrade");
        unconfirmed.ShouldBe(64, said);
        said.ShouldContain("add --yes");
        var (unsaid, why) = await node.Do("switch", "v0.1.0");
        unsaid.ShouldBe(78, why);
        why.ShouldContain("the upgrade to v0.2.0 at block 30 is due");

        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "due");
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    private static async Task<TestNode> DueAndStopped()
    {
        var node = await TestNode.Create();
        node.Network.Upgrade("v0.2.0", acceptedAtHeight: 5, height: 30);
        var visor = node.Run();
        await node.WaitForUpgrade("v0.2.0", "due");
        await node.StopCleanly(visor);
        return node;
    }
}
