using Shouldly;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Pure]
public sealed class SuccessionRuleTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly ProcessExit Killed = new(null, Signals.Kill);

    [Theory]
    [InlineData(ExitCodes.HandedOver, true)]
    [InlineData(ExitCodes.Success, false)]
    [InlineData(ExitCodes.Failed, false)]
    [InlineData(ExitCodes.Busy, false)]
    [InlineData(ExitCodes.Configuration, false)]
    public void Only_a_Visor_that_hands_over_is_succeeded_after_an_end_of_its_own(int code, bool expected) =>
        new SuccessionRule().HasSuccessor(new ProcessExit(code, null), Long, hasLeftSomething: true, isStopping: false).ShouldBe(expected);

    [Fact]
    public void A_Visor_that_has_crashed_is_succeeded_while_its_node_runs()
    {
        var rule = new SuccessionRule();
        rule.HasSuccessor(Killed, Long, hasLeftSomething: true, isStopping: false).ShouldBeTrue();
        rule.HasSuccessor(Killed, Long, hasLeftSomething: false, isStopping: false).ShouldBeFalse();
        rule.HasSuccessor(Killed, Long, hasLeftSomething: true, isStopping: true).ShouldBeFalse();
    }

    [Fact]
    public void Whoever_crashes_at_once_three_times_is_not_started_again()
    {
        var rule = new SuccessionRule();
        TimeSpan[] lifetimes = [Long, Short, Long, Short, Short];
        lifetimes.Select(lifetime => rule.HasSuccessor(Killed, lifetime, hasLeftSomething: true, isStopping: false)).ShouldBe([true, true, true, true, false]);
    }
}
