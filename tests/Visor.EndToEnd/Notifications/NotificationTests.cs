using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Notifications;

public sealed class NotificationTests
{
    private const string Next = "v0.2.0";

    [Fact]
    public async Task An_upgrade_is_told_from_its_acceptance_to_its_end()
    {
        await using var receiver = new Receiver();
        await using var node = await TestNode.Create(config: Target(receiver));
        var visor = await node.RunUntilReady();

        node.Network.UpgradeIn(blocks: 100, Next);
        await receiver.WaitFor("notReady", node);
        await File.WriteAllTextAsync(node.In("hold"), "maintenance", TestContext.Current.CancellationToken);
        await node.Prepare(Next);
        await receiver.WaitFor("held", node);
        File.Delete(node.In("hold"));
        await receiver.WaitFor("upgraded", node);

        await receiver.WaitFor("holdLifted", node);
        receiver.Events.Except(["holdSet", "holdLifted"], StringComparer.Ordinal).ShouldBe(["accepted", "notReady", "staged", "due", "held", "upgraded"]);
        receiver.Events.ShouldContain("holdSet", StringComparer.Ordinal);
        receiver.Told.Single(t => t.GetProperty("event").ValueEquals("upgraded")).GetProperty("downtimeMs").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        receiver.Told[0].GetProperty("height").GetInt64().ShouldBe(node.Network.UpgradeHeight);
        await node.StopCleanly(visor);
        Leaked(node, visor).ShouldBeEmpty();
    }

    [Fact]
    public async Task Restarts_broken_configurations_and_the_end_are_told()
    {
        await using var receiver = new Receiver();
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\nrestartsResetSeconds = 0\n" + Target(receiver));
        var visor = await node.RunUntilReady();

        var config = await File.ReadAllTextAsync(node.In("config.toml"), TestContext.Current.CancellationToken);
        node.Write("config.toml", "nonsense = [\n" + config);
        await receiver.WaitFor("configBroken", node);
        node.Write("config.toml", config);
        node.Signal(Native.SigKill);
        await receiver.WaitFor("restarted", node);
        await node.ReadyAfterStarts(2);
        node.Signal(Native.SigKill);
        (await visor.WaitForExit()).ShouldBe(1, visor.Output);

        receiver.Events.ShouldBe(["configBroken", "restarted", "failed"]);
        receiver.Told[^1].GetProperty("reason").GetString()!.ShouldContain("killed by SIGKILL");
        Leaked(node, visor).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_fails_is_told_again_until_it_takes_it()
    {
        await using var receiver = new Receiver { Status = "503 Service Unavailable" };
        await using var node = await TestNode.Create(config: Target(receiver));
        var visor = await node.RunUntilReady();
        node.Network.UpgradeIn(blocks: 1_000_000, Next);
        await visor.WaitForLine("answered with HTTP 503; Visor retries");

        receiver.Status = "200 OK";
        await visor.WaitForLine("accepts notifications again");

        await node.StopCleanly(visor);
        Leaked(node, visor).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_never_answers_delays_neither_the_upgrade_nor_for_long_the_end()
    {
        await using var receiver = new Receiver { Status = null };
        await using var node = await TestNode.Create(config: Target(receiver));
        await node.Prepare(Next);
        var visor = await node.RunUntilReady();

        node.Network.UpgradeIn(blocks: 40, Next);
        await node.Ready(Next);

        await node.StopCleanly(visor);
        visor.Output.ShouldContain("Some notifications were not delivered within 5 s; Visor is exiting");
    }

    [Fact]
    public async Task Who_is_put_into_the_configuration_while_Visor_runs_is_told_from_then_on()
    {
        await using var receiver = new Receiver();
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        node.Configure(Target(receiver, "events = [\"staged\"]"));
        await visor.WaitForLine("Configuration reloaded");
        await node.Prepare(Next);
        node.Network.UpgradeIn(blocks: 1_000_000, Next);

        await receiver.WaitFor("staged", node);
        receiver.Events.ShouldBe(["staged"]);
        await node.StopCleanly(visor);
    }

    private static string Target(Receiver receiver, string further = "") => $"[[notifications]]\nurl = \"{receiver.Url}\"\n{further}\n";

    /// <summary>Where the secret of the address has been written, apart from the configuration.</summary>
    private static IEnumerable<string> Leaked(TestNode node, TestProcess visor) =>
        Directory.EnumerateFiles(node.In(".visor")).Where(file => File.ReadAllText(file).Contains("SECRET", StringComparison.Ordinal))
            .Concat(visor.Lines.Where(line => line.Contains("SECRET", StringComparison.Ordinal)));
}
