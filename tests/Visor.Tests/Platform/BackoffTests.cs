using CsCheck;
using Shouldly;
using Visor.Platform;
using Xunit;

namespace Visor.Tests.Platform;

[Pure]
public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 16)]
    [InlineData(10, 256)]
    [InlineData(11, 300)]
    [InlineData(1_000_000, 300)]
    public void The_wait_doubles_up_to_five_minutes(int attempt, int seconds) =>
        Backoff.Before(attempt, due: false, jitter: 0).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 8)]
    [InlineData(6, 15)]
    [InlineData(40, 15)]
    public void Once_the_chain_waits_it_is_fifteen_seconds_at_most(int attempt, int seconds) =>
        Backoff.Before(attempt, due: true, jitter: 0).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Jitter_shortens_the_wait_by_half_at_most() =>
        Gen.Select(Gen.Int[2, 100], Gen.Bool, Gen.Double[0, 1]).Sample((attempt, due, jitter) =>
        {
            var full = Backoff.Before(attempt, due, 0);
            var wait = Backoff.Before(attempt, due, jitter);
            return wait <= full && wait >= full / 2;
        });
}
