using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Node;
using Xunit;

namespace Visor.Tests.Node;

[Pure]
public sealed class HeightEstimateTests
{
    [Theory]
    [InlineData(100UL, 1000, 0, 101UL)]
    [InlineData(100UL, 1000, 2, 121UL)]
    [InlineData(100UL, 0, 2, null)]
    [InlineData(ulong.MaxValue, 1000, 0, ulong.MaxValue)]
    [InlineData(ulong.MaxValue - 5, 1000, 60, ulong.MaxValue)]
    public void A_core_has_come_no_further_than_ten_times_its_pace_and_never_back_to_the_beginning(ulong height, int blockMs, int seconds, ulong? atMost)
    {
        var time = new FakeTimeProvider();
        var measured = new HeightEstimate(new BlockProgress(height, TimeSpan.FromMilliseconds(blockMs)), time.GetTimestamp());
        time.Advance(TimeSpan.FromSeconds(seconds));

        measured.AtMost(time).ShouldBe(atMost);
    }
}
