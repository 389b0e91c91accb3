using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Lifecycle;
using Visor.Supervision;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Supervision;

[Pure]
public sealed class IdleMemoryTrimmerTests
{
    private static readonly NodeState Connecting = new NodeState.Connecting(Given.Old, StartCause.Fresh, 0);
    private static readonly NodeState Running = new NodeState.Running(Given.Old, new Preparation.None(), 0);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _given = [];

    [Fact]
    public void What_a_start_needed_is_given_back_when_the_core_is_ready_and_once_more_when_it_has_settled()
    {
        using var memory = new IdleMemoryTrimmer(() => _given.Add("code"), () => _given.Add("all"), _time);

        memory.Note(new StateTransition(Connecting, new NodeEvent.Answered(), Running));
        _given.ShouldBe(["code"]);
        _time.Advance(IdleMemoryTrimmer.Settled);
        _given.ShouldBe(["code", "all"]);
        _time.Advance(TimeSpan.FromDays(1));
        _given.ShouldBe(["code", "all"]);
    }

    [Fact]
    public void A_start_that_follows_soon_puts_it_off_and_nothing_else_does_it()
    {
        using var memory = new IdleMemoryTrimmer(() => _given.Add("code"), () => _given.Add("all"), _time);

        memory.Note(new StateTransition(Running, new NodeEvent.Stabilized(), Running));
        _given.ShouldBeEmpty();
        memory.Note(new StateTransition(Connecting, new NodeEvent.Answered(), Running));
        _time.Advance(IdleMemoryTrimmer.Settled / 2);
        memory.Note(new StateTransition(Connecting, new NodeEvent.Answered(), Running));
        _time.Advance(IdleMemoryTrimmer.Settled / 2);
        _given.ShouldBe(["code", "code"]);
        _time.Advance(IdleMemoryTrimmer.Settled / 2);
        _given.ShouldBe(["code", "code", "all"]);
    }
}
