using Shouldly;
using Visor.Model;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

[Pure]
public sealed class PollIntervalTests
{
    [Theory]
    [InlineData(null, null, 0, 2000)]
    [InlineData(null, 999UL, 1000, 2000)]
    [InlineData(1000UL, null, 0, 100)]
    // Far, soon and close by time.
    [InlineData(1_000_000UL, 1UL, 1000, 2000)]
    [InlineData(1000UL, 800UL, 1000, 2000)]
    [InlineData(1000UL, 880UL, 1000, 100)]
    [InlineData(1000UL, 989UL, 1000, 100)]
    [InlineData(1000UL, 989UL, 900, 50)]
    [InlineData(1000UL, 500UL, 20, 50)]
    // Far, soon and close by blocks.
    [InlineData(1000UL, 899UL, 60_000, 2000)]
    [InlineData(1000UL, 900UL, 60_000, 100)]
    [InlineData(1000UL, 990UL, 60_000, 50)]
    [InlineData(1000UL, 1000UL, 1000, 50)]
    [InlineData(1000UL, 2000UL, 1000, 50)]
    // The pace is not known yet.
    [InlineData(1_000_000UL, 1UL, 0, 100)]
    [InlineData(1000UL, 995UL, 0, 50)]
    // No overflow.
    [InlineData(ulong.MaxValue, 0UL, int.MaxValue, 2000)]
    public void The_next_question_comes_sooner_the_closer_the_height(ulong? accepted, ulong? height, int blockMilliseconds, int expected)
    {
        var progress = height is { } at ? new BlockProgress(at, TimeSpan.FromMilliseconds(blockMilliseconds)) : null;

        PollInterval.Next(accepted, progress).ShouldBe(TimeSpan.FromMilliseconds(expected));
    }

    [Theory]
    [InlineData(10UL, 1000, 20UL, 10.0)]
    [InlineData(10UL, 1000, 10UL, 0.0)]
    [InlineData(10UL, 0, 5UL, 0.0)]
    [InlineData(10UL, 0, 20UL, null)]
    public void The_time_left_follows_from_the_pace(ulong height, int blockMilliseconds, ulong target, double? seconds) =>
        new BlockProgress(height, TimeSpan.FromMilliseconds(blockMilliseconds))
            .TimeUntil(target).ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);
}
