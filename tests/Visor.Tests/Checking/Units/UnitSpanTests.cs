using Shouldly;
using Visor.Checking.Units;
using Xunit;

namespace Visor.Tests.Checking.Units;

[Pure]
public sealed class UnitSpanTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("1min 30s", 90)]
    [InlineData("1min30s", 90)]
    [InlineData("2 h", 7200)]
    [InlineData("500ms", 0.5)]
    [InlineData("1.5min", 90)]
    public void A_span_is_read_as_systemd_reads_it(string text, double seconds) => UnitSpan.Parse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("infinity")]
    [InlineData("0")]
    public void No_limit_is_longer_than_any(string text) => UnitSpan.Parse(text).ShouldBe(TimeSpan.MaxValue);

    [Theory]
    [InlineData("soon")]
    [InlineData("5 fortnights")]
    [InlineData("")]
    public void What_is_not_understood_is_not_guessed(string text) => UnitSpan.Parse(text).ShouldBeNull();
}
