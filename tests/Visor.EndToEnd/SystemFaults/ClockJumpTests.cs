using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.SystemFaults;

public sealed class ClockJumpTests
{
    private static readonly TimeSpan EightYears = TimeSpan.FromDays(8 * 365.25);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_jumps_eight_years_and_back_changes_nothing_but_the_times_in_the_log(int direction)
    {
        using var clock = await WrongClock.Compile();
        await using var node = await TestNode.Create(config: "rpcSilenceSeconds = 30\n");
        await node.Prepare("v0.2.0");
        await node.Prepare("v0.3.0");
        var visor = node.Run(environment: clock.Environment);
        await node.Ready(TestNode.Genesis);
        var rightYear = Year(await visor.WaitForLine("The node answers"));

        clock.Set(EightYears * direction);
        node.Network.UpgradeIn(blocks: 60, "v0.2.0");
        await node.Ready("v0.2.0");
        Year(await visor.WaitForLine("The node answers: v0.2.0 is ready")).ShouldBeInRange(rightYear + (8 * direction) - 1, rightYear + (8 * direction) + 1);

        clock.Set(TimeSpan.Zero);
        node.Network.UpgradeIn(blocks: 60, "v0.3.0");
        await node.Ready("v0.3.0");
        Year(await visor.WaitForLine("The node answers: v0.3.0 is ready")).ShouldBeInRange(rightYear, rightYear + 1);

        node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0", "v0.3.0");
        ShouldHaveSwitchedAtOnce(node, "v0.2.0");
        ShouldHaveSwitchedAtOnce(node, "v0.3.0");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_clock_that_jumps_while_a_restart_waits_does_not_change_how_long_it_waits()
    {
        using var clock = await WrongClock.Compile();
        await using var node = await TestNode.Create();
        node.Write("config.toml", "restartsDelaySeconds = 4\n");
        var visor = node.Run(environment: clock.Environment);
        await node.Ready(TestNode.Genesis);

        node.Signal(Native.SigKill);
        var ended = await visor.WaitForLine("exited unexpectedly");
        clock.Set(EightYears);
        await node.ReadyAfterStarts(2);

        // The ledger's times are right, and the line above was written before the jump.
        var waited = node.Ledger.All("start")[1].At - Time(ended);
        waited.ShouldBeInRange(TimeSpan.FromSeconds(3.9), TimeSpan.FromSeconds(20));
        Year(await visor.WaitForLine("Started the core, pid " + node.Ledger.All("start")[1].Pid.ToString(CultureInfo.InvariantCulture)))
            .ShouldBeInRange(Year(ended) + 7, Year(ended) + 9);
        await node.StopCleanly(visor);
    }

    private static DateTimeOffset Time(string line) => DateTimeOffset.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);

    private static int Year(string line) => Time(line).Year;

    private static void ShouldHaveSwitchedAtOnce(TestNode node, string release)
    {
        var due = node.Ledger.All("halted").First(l => string.Equals(l.Detail, release, StringComparison.Ordinal));
        var started = node.Ledger.All("start", release)[0];
        TimeSpan.FromMilliseconds((started.MonotonicNs - due.MonotonicNs) / 1e6).ShouldBeLessThan(TimeSpan.FromSeconds(10), node.Everything());
    }
}
