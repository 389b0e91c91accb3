using Shouldly;
using Visor.Chains.Cosmos.Cosmovisor;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Cosmovisor;

[Pure]
public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("+0", 0)]
    [InlineData("0s", 0)]
    [InlineData("300ms", 300_000_000)]
    [InlineData("1h30m", 5_400_000_000_000)]
    [InlineData("1.5h", 5_400_000_000_000)]
    [InlineData("1h2m3.5s", 3_723_500_000_000)]
    [InlineData("5.s", 5_000_000_000)]
    [InlineData(".5s", 500_000_000)]
    [InlineData("-.5s", -500_000_000)]
    [InlineData("+5s", 5_000_000_000)]
    [InlineData("3ns", 3)]
    [InlineData("11us", 11_000)]
    [InlineData("12\u00b5s", 12_000)]
    [InlineData("12\u03bcs10ns", 12_010)]
    [InlineData("39h9m14.425s", 140_954_425_000_000)]
    [InlineData("0.3333333333333333333h", 1_200_000_000_000)]
    [InlineData("9007199254.740993ms", 9_007_199_254_740_993)]
    [InlineData("0.100000000000000000000h", 360_000_000_000)]
    [InlineData("9223372036854775807ns", long.MaxValue)]
    [InlineData("9223372036854775.807us", long.MaxValue)]
    [InlineData("-9223372036854775808ns", long.MinValue)]
    [InlineData("1s1s1s", 3_000_000_000)]
    public void What_Go_reads_is_read(string text, long nanoseconds)
    {
        GoDuration.ProblemOf(text, out var duration).ShouldBeNull();

        duration.Nanoseconds.ShouldBe(nanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("s")]
    [InlineData(".")]
    [InlineData(".s")]
    [InlineData("-.s")]
    [InlineData("+.s")]
    [InlineData("1d")]
    [InlineData("1.5")]
    [InlineData("10 s")]
    [InlineData(" 10s")]
    [InlineData("10S")]
    [InlineData("1..5s")]
    [InlineData("--1s")]
    [InlineData("9223372036854775808ns")]
    [InlineData("9223372036854775.808us")]
    [InlineData("9223372036854775ms9223372036854775ms")]
    [InlineData("3000000h")]
    [InlineData("9999999999999999999999s")]
    [InlineData("\u00d85000000s")]
    public void What_Go_refuses_is_refused(string text) => GoDuration.ProblemOf(text, out _).ShouldNotBeNull();

    [Fact]
    public void A_bare_number_is_told_what_it_once_meant()
    {
        GoDuration.ProblemOf("300", out _).ShouldBe("has no unit; write 300ms if it was written for Cosmovisor before 1.2, which counted milliseconds, else one of ns, us, ms, s, m and h behind it");
        GoDuration.ProblemOf("5x", out _).ShouldBe("has the unknown unit \"x\"; the units are ns, us, ms, s, m and h");
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_100, "1.1\u00b5s")]
    [InlineData(300_000_000, "300ms")]
    [InlineData(60_000_000_000, "1m0s")]
    [InlineData(3_723_500_000_000, "1h2m3.5s")]
    [InlineData(-5_000_000_000, "-5s")]
    [InlineData(long.MaxValue, "2562047h47m16.854775807s")]
    [InlineData(long.MinValue, "-2562047h47m16.854775808s")]
    public void It_is_shown_as_Go_shows_it(long nanoseconds, string text) => new GoDuration(nanoseconds).ToString().ShouldBe(text);

    [Fact]
    public void What_is_shorter_than_a_tick_is_not_nothing()
    {
        new GoDuration(1).ToTimeSpan().ShouldBe(TimeSpan.FromTicks(1));
        new GoDuration(300_000_000).ToTimeSpan().ShouldBe(TimeSpan.FromMilliseconds(300));
        GoDuration.Of(TimeSpan.FromSeconds(2)).Nanoseconds.ShouldBe(2_000_000_000);
    }
}
