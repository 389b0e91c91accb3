using Shouldly;
using Visor.Systemd;
using Xunit;

namespace Visor.Tests.Systemd;

[Pure]
public sealed class HeartbeatTests
{
    [Fact]
    public void A_watchdog_that_waits_for_nothing_does_not_keep_the_loop_busy() =>
        Heartbeat.Parse(name => name is "WATCHDOG_USEC" ? "3" : null, pid: 42).ShouldBe(TimeSpan.FromMilliseconds(100));

    [Theory]
    [InlineData("60000000", null, 10)]
    [InlineData("3000000", null, 1)]
    [InlineData("3000000", "42", 1)]
    [InlineData("3000000", "43", 10)]
    [InlineData("0", null, 10)]
    [InlineData(null, null, 10)]
    [InlineData("soon", null, 10)]
    [InlineData("18446744073709551615", null, 10)]
    public void The_loop_is_heard_three_times_in_the_time_that_a_watchdog_waits(string? allowed, string? watched, int seconds) =>
        Heartbeat.Parse(name => name is "WATCHDOG_USEC" ? allowed : name is "WATCHDOG_PID" ? watched : null, pid: 42).ShouldBe(TimeSpan.FromSeconds(seconds));
}
