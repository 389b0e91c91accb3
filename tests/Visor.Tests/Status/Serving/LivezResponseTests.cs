using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Status.Serving;
using Xunit;

namespace Visor.Tests.Status.Serving;

[Pure]
public sealed class LivezResponseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LivezResponse _livez;
    private int _turns;

    public LivezResponseTests() => _livez = new LivezResponse(() => _turns++, _time);

    [Fact]
    public void A_loop_that_turns_when_it_is_asked_is_alive_however_long_nobody_asked()
    {
        for (var i = 1; i <= 3; i++)
        {
            Answer().ShouldBe((200, "alive\n"));
            _turns.ShouldBe(i);
            _livez.Turned();
            _time.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public void A_loop_that_does_not_turn_for_a_minute_hangs_until_it_turns_again()
    {
        Answer();
        _time.Advance(LivezResponse.Patience - TimeSpan.FromSeconds(1));
        Answer().Code.ShouldBe(200);
        _time.Advance(TimeSpan.FromSeconds(1));
        Answer().ShouldBe((503, "Visor hangs: its loop has not turned for 60 s; kill Visor and start it again, which leaves the node running\n"));
        _turns.ShouldBe(1, "who asks often asks the loop once");

        _livez.Turned();
        Answer().Code.ShouldBe(200);
    }

    private (int Code, string Text) Answer()
    {
        var answer = _livez.Respond();
        return (answer.StatusCode, Encoding.UTF8.GetString(answer.Body.Span));
    }
}
