using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Switching;

/// <summary>Proving the release that a person wants takes a while, and much may happen meanwhile.</summary>
public sealed class SlowCheckTests
{
    private const string Hotfix = "v0.1.1";

    [Fact]
    public async Task A_word_that_was_given_before_an_upgrade_is_not_carried_out_behind_it()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(100, "v0.2.0");
        await node.WaitForUpgrade("v0.2.0", "staged");
        var asked = await Gate(node);
        var word = node.Start("switch", Hotfix);
        await Asked(asked);

        await node.Ready("v0.2.0");
        File.Delete(node.In("gate"));

        (await word.WaitForExit()).ShouldBe(78, word.Output);
        word.Output.ShouldContain("was ordered while v0.1.0 was running, but v0.2.0 has replaced it since");
        node.Current.ShouldBe("v0.2.0");
        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task What_happens_to_the_old_release_meanwhile_is_not_told_of_the_new_one()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        var asked = await Gate(node);
        var word = node.Start("switch", Hotfix);
        await Asked(asked);

        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);
        File.Delete(node.In("gate"));

        (await word.WaitForExit()).ShouldBe(0, word.Output);
        var steps = new[] { "Stopping v0.1.0", "current names v0.1.1", "Started v0.1.1", "v0.1.1 answers: it is ready" };
        steps.Select(s => word.Output.IndexOf(s, StringComparison.Ordinal)).ShouldBeInOrder();
        node.ShouldHaveStarted(TestNode.Genesis, TestNode.Genesis, Hotfix);
        await node.StopCleanly(visor);
    }

    /// <summary>Prepares the hotfix so that it tells its version only once <c>gate</c> in the home has gone.</summary>
    /// <returns>The file that is there once it has been asked.</returns>
    private static async Task<string> Gate(TestNode node)
    {
        await node.Prepare(Hotfix);
        var (gate, asked) = (node.In("gate"), node.In("asked"));
        File.Move(node.In(Hotfix, "vega"), node.In(Hotfix, "vega.real"));
        node.Write($"{Hotfix}/vega.new", $"#!/bin/sh\n: > '{asked}'\nwhile [ -e '{gate}' ]; do sleep 0.02; done\nexec '{node.In(Hotfix, "vega.real")}' \"$@\"\n");
        File.SetUnixFileMode(node.In(Hotfix, "vega.new"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        node.Write("gate", "");
        File.Move(node.In(Hotfix, "vega.new"), node.In(Hotfix, "vega"));
        return asked;
    }

    private static Task<string> Asked(string file) => Eventually.See(() => File.Exists(file) ? file : null, () => "the hotfix is asked for its version");
}
