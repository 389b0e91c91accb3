using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Recovery;

/// <summary>
/// What would be started is not what the journal says: a binary copied over another, by hand, by a package or from a backup, or a link changed
/// early. Nobody but a person decides that, at every start anew.
/// </summary>
public sealed class OtherReleaseTests
{
    private const int Contradictory = 78;

    [Fact]
    public async Task A_binary_that_is_replaced_while_the_node_runs_is_refused_by_this_visor_and_by_every_later_one()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100_000, "v0.2.0");
        await node.Journalled("accepted");
        await Replace(node, node.In("genesis", "vega"), "v0.2.0");

        node.Signal(Native.SigKill);

        (await visor.WaitForExit()).ShouldBe(Contradictory, visor.Output);
        visor.Output.ShouldContain("says it is v0.2.0, but the journal says that v0.1.0 ran from genesis");
        visor.Output.ShouldContain("has agreed on v0.2.0 only from block");
        await Refused(node, times: 2);
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_binary_that_all_releases_share_and_that_is_replaced_while_the_machine_is_down_is_refused_until_a_person_decides()
    {
        await using var node = await TestNode.Create();
        var shared = node.In("..", "bin", "vega");
        await node.Network.Install(Path.GetDirectoryName(shared)!, TestNode.Genesis);
        node.Write("genesis/run-config.toml", node.RunConfig([], shared));
        await node.StopCleanly(await node.RunUntilReady());
        await Replace(node, shared, "v0.1.1");

        await Refused(node, times: 2);
        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(Contradictory);
        var output = await Contradictions.Type(Contradictions.Command(refused.Output, "as the binary says", ""));

        output.ShouldContain("The journal now names what current names: v0.1.1 in genesis");
        var next = node.Run();
        await node.Ready("v0.1.1");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.1.1");
        (await next.Terminate()).ShouldBe(0);
    }

    [Fact]
    public async Task The_binary_of_the_data_node_alone_is_no_less_of_a_release()
    {
        await using var node = await TestNode.Create(withDataNode: true);
        await node.Network.Install(node.In("genesis", "apart"), TestNode.Genesis);
        node.Write("genesis/run-config.toml", WithDataNodeFrom(node, "apart/vega"));
        await node.StopCleanly(await node.RunUntilReady());

        await Replace(node, node.In("genesis", "apart", "vega"), "v0.2.0");

        (await Refused(node, times: 1)).ShouldContain("the data node's binary");
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_wrapper_counts_with_what_it_starts()
    {
        await using var node = await TestNode.Create();
        var inner = await node.Network.Install(node.In("..", "inner"), TestNode.Genesis);
        node.Write("genesis/vega", $"#!/bin/sh\nexec '{inner}' \"$@\"\n");
        File.SetUnixFileMode(node.In("genesis", "vega"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await node.StopCleanly(await node.RunUntilReady());

        await Replace(node, inner, "v0.2.0");

        await Refused(node, times: 1);
        node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_that_is_changed_early_starts_nothing(bool whileItRuns)
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100_000, "v0.2.0");
        await node.Journalled("accepted");
        if (!whileItRuns)
            await node.StopCleanly(visor);
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), "v0.2.0");
        if (whileItRuns)
        {
            node.Signal(Native.SigKill);
            (await visor.WaitForExit()).ShouldBe(Contradictory, visor.Output);
        }

        await Refused(node, times: 2);
        await Contradictions.Type(Contradictions.Command(await Refused(node, times: 1), "as the journal says", ""));

        var next = node.Run();
        await node.ReadyAfterStarts(2);
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis);
        await node.StopCleanly(next);
    }

    /// <summary>Starts a Visor so often; each refuses in the same words and starts nothing.</summary>
    private static async Task<string> Refused(TestNode node, int times)
    {
        var starts = node.Ledger.All("start").Count;
        var said = "";
        for (var i = 0; i < times; i++)
        {
            var visor = node.Run();
            (await visor.WaitForExit()).ShouldBe(Contradictory, visor.Output);
            visor.Output.ShouldNotContain("   at ");
            if (i > 0)
                visor.Output.ShouldBe(said);
            said = visor.Output;
        }

        node.Ledger.All("start").Count.ShouldBe(starts, node.Everything());
        node.Ledger.Disasters.ShouldBeEmpty();
        return said;
    }

    private static async Task Replace(TestNode node, string binary, string release)
    {
        var other = await node.Network.Install(node.In("..", "other-" + release), release);
        File.Move(other, binary, overwrite: true);
    }

    private static string WithDataNodeFrom(TestNode node, string binary)
    {
        var text = node.RunConfig([]);
        var at = text.LastIndexOf("path = \"vega\"", StringComparison.Ordinal);
        return $"{text[..at]}path = \"{binary}\"{text[(at + "path = \"vega\"".Length)..]}";
    }
}
