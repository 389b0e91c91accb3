using System.Text;
using Shouldly;
using Visor.Model.Events;
using Xunit;

namespace Visor.Tests.Model.Events;

[Pure]
public sealed class EventJsonTests
{
    [Fact]
    public void Every_kind_has_its_word_and_its_sentence()
    {
        foreach (var kind in EventKinds.All)
        {
            EventKinds.TryParse(kind.Word(), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(kind);
            Of(kind).Text.ShouldNotBeNullOrEmpty();
        }

        EventKinds.Words.ShouldBe(["accepted", "staged", "notReady", "due", "held", "upgraded", "restarted", "failed", "configBroken", "drifted", "mended", "ordered", "holdSet", "holdLifted"]);
    }

    [Fact]
    public void What_programs_read_is_documented_and_stays() => Encoding.UTF8.GetString(EventJson.Serialize(Of(EventKind.NotReady), "node-1")).ShouldBe(
        """{"event":"notReady","at":"2026-11-22T17:00:00Z","host":"node-1","release":"v0.1.0","tag":"v0.2.0","height":100,"reason":"no asset","by":null,"calledOff":null,"downtimeMs":null,"downtimeParts":null,"text":"v0.1.0: v0.2.0 for block 100 is NOT READY: no asset","health":null}""");

    [Fact]
    public void A_persons_word_is_told_with_who_from_to_height_and_reason() => Encoding.UTF8.GetString(EventJson.Serialize(
        Of(EventKind.Ordered) with { Height = 99, Reason = "once more", By = "alice (uid 1000)", CalledOff = "v0.3.0 at block 100" }, "node-1")).ShouldBe(
        """{"event":"ordered","at":"2026-11-22T17:00:00Z","host":"node-1","release":"v0.1.0","tag":"v0.2.0","height":99,"reason":"once more","by":"alice (uid 1000)","calledOff":"v0.3.0 at block 100","downtimeMs":null,"downtimeParts":null,"text":"v0.1.0: alice (uid 1000) switches to v0.2.0 from block 99 and calls the upgrade to v0.3.0 at block 100 off: once more","health":null}""");

    private static VisorEvent Of(EventKind kind) =>
        new(kind, new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero), "v0.1.0", "v0.2.0", 100, "no asset");
}
