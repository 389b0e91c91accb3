using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Homes;

/// <summary>A run config that names what is another home's: its data, or its socket. Nothing is started on it, and nothing stopped for it.</summary>
public sealed class ForeignDataTests
{
    private const int Contradictory = 78;
    private const string Hotfix = "v0.1.1";
    private const string Next = "v0.2.0";

    [Fact]
    public async Task A_release_that_names_the_data_of_another_home_is_not_switched_to()
    {
        await using var other = await TestNode.Create();
        await using var node = await TestNode.Create();
        var (others, visor) = (await other.RunUntilReady(), await node.RunUntilReady());
        await Stamped(other);
        await node.Prepare(Hotfix);
        node.Write($"{Hotfix}/run-config.toml", OnDataOf(node, other));

        var (_, check) = await node.Do("check", "--release", Hotfix);
        var (exitCode, output) = await node.Do("switch", Hotfix);

        check.ShouldContain("for another home");
        check.ShouldNotContain($"{Hotfix} is READY");
        exitCode.ShouldBe(1, output);
        output.ShouldContain($"{other.NodeHome}/visor-stamp.json says that v0.1.0 (in genesis) ran last on this chain's data, for another home");
        output.ShouldContain($"correct `--home` in {node.In(Hotfix, "run-config.toml")}");
        node.ShouldHaveStarted(TestNode.Genesis);
        other.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);

        (exitCode, output) = await node.Do("switch", Hotfix);

        exitCode.ShouldBe(1, output);
        output.ShouldContain("for another home");
        node.Current.ShouldBe("genesis");
        await other.StopCleanly(others);
    }

    [Fact]
    public async Task An_upgrade_to_what_names_the_data_or_the_socket_of_another_home_is_not_ready_and_the_old_release_runs_on()
    {
        await using var other = await TestNode.Create();
        await using var node = await TestNode.Create();
        var (others, visor) = (await other.RunUntilReady(), await node.RunUntilReady());
        await Stamped(other);
        await node.Prepare(Next);
        node.Write($"{Next}/run-config.toml", OnDataOf(node, other));
        node.Network.Pause();
        node.Network.UpgradeIn(1000, Next);

        (await node.WaitForUpgrade(Next, "notReady")).ShouldContain("for another home");
        node.Write($"{Next}/run-config.toml", node.RunConfig([]).Replace(node.Socket, other.Socket, StringComparison.Ordinal));
        var stranger = other.Ledger.All("start")[0].Pid;
        await node.WaitForStatus(s => s.Upgrade?.Reason?.Contains($"pid {stranger} ", StringComparison.Ordinal) == true, "the stranger on the socket");
        node.Status!.Upgrade!.Reason!.ShouldContain($"answers on {other.Socket}");
        node.Write($"{Next}/run-config.toml", node.RunConfig([]));
        await node.WaitForStatus(s => s.HasUpgrade(Next, "staged"), "staged");

        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
        await other.StopCleanly(others);
    }

    [Fact]
    public async Task A_run_config_that_names_the_data_of_another_home_by_now_is_told_of_and_starts_nothing()
    {
        await using var other = await TestNode.Create();
        await using var node = await TestNode.Create();
        var (others, visor) = (await other.RunUntilReady(), await node.RunUntilReady());
        await Stamped(other);
        await other.StopCleanly(others); // So that nothing but its data can speak.
        var stamp = await File.ReadAllTextAsync(StampedNode.Stamp(other), TestContext.Current.CancellationToken);

        node.Write("genesis/run-config.toml", OnDataOf(node, other));

        await node.WaitForStatus(s => s.Drift?.Contains("for another home", StringComparison.Ordinal) == true, "the drift");
        (await node.Do("status")).ExitCode.ShouldBe(1);
        node.Signal(Native.SigKill);
        (await visor.WaitForExit()).ShouldBe(Contradictory, visor.Output);
        visor.Output.ShouldContain("for another home");
        var next = node.Run();
        (await next.WaitForExit()).ShouldBe(Contradictory, next.Output);
        next.Output.ShouldContain($"it is the wrong data: correct `--home` in {node.In("genesis", "run-config.toml")}");
        other.ShouldHaveStarted(TestNode.Genesis);
        (await File.ReadAllTextAsync(StampedNode.Stamp(other), TestContext.Current.CancellationToken)).ShouldBe(stamp);

        node.Write("genesis/run-config.toml", node.RunConfig([]));
        visor = node.Run();
        await node.ReadyAfterStarts(2);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_stamp_that_another_home_has_put_there_meanwhile_is_not_overwritten_and_is_told_of()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        await Stamped(node);
        var other = (await File.ReadAllTextAsync(StampedNode.Stamp(node), TestContext.Current.CancellationToken)).Replace("\"home\": \"", "\"home\": \"0", StringComparison.Ordinal);
        await node.Prepare(Next);
        await File.WriteAllTextAsync(StampedNode.Stamp(node), other, TestContext.Current.CancellationToken);

        node.Network.Pause();
        node.Network.UpgradeIn(1000, Next);

        await node.WaitForStatus(s => s.Notice?.Contains("belongs to another home", StringComparison.Ordinal) == true, "the notice");
        (await node.WaitForUpgrade(Next, "notReady")).ShouldContain("for another home");
        (await File.ReadAllTextAsync(StampedNode.Stamp(node), TestContext.Current.CancellationToken)).ShouldBe(other);
        node.ShouldHaveStarted(TestNode.Genesis);
        await node.StopCleanly(visor);
    }

    // Its own socket, and the data of another.
    private static string OnDataOf(TestNode node, TestNode other) => node.RunConfig([]).Replace(
        JsonSerializer.Serialize(node.NodeHome), $"{JsonSerializer.Serialize(other.NodeHome)}, \"--socket\", {JsonSerializer.Serialize(node.Socket)}", StringComparison.Ordinal);

    private static Task<TestNode> Stamped(TestNode node) => Eventually.See(() => File.Exists(StampedNode.Stamp(node)) ? node : null, node.Everything);
}
