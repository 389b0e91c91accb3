using Shouldly;
using Visor.Model;
using Visor.Tests.Status;
using Xunit;

namespace Visor.Tests.Model;

[Pure]
public sealed class BlockHeightTextTests
{
    private static readonly NodeStatus Planned = Samples.Ready with { Upgrade = Samples.Plan("staged") };

    [Theory]
    [InlineData(20, false, "1000000")]
    [InlineData(21, false, "1000000, told 21 s ago")]
    [InlineData(4, true, "1000000")]
    [InlineData(5, true, "1000000, told 5 s ago")]
    [InlineData(180, true, "1000000, told 3 min ago")]
    public void A_block_that_is_older_than_two_polls_shows_its_age(int seconds, bool isPlanned, string shown)
    {
        var status = isPlanned ? Planned : Samples.Ready;
        BlockHeightText.Format(status with { Node = status.Node with { HeightAt = Samples.Now.AddSeconds(-seconds) } }, Samples.Now).ShouldBe(shown);
    }

    [Fact]
    public void What_was_published_without_a_time_has_no_age() => BlockHeightText.Format(Samples.Ready, Samples.Now).ShouldBe("1000000");

    [Fact]
    public void What_is_not_known_is_said_to_be_so()
    {
        var silent = Samples.Ready with { Node = Samples.Ready.Node with { Height = null } };

        BlockHeightText.Format(silent, Samples.Now).ShouldBe("not known");
        BlockHeightText.Format(silent with { Node = silent.Node with { Rpc = BlockHeightText.NotAskedYet } }, Samples.Now).ShouldBe("not asked yet");
        BlockHeightText.Format(silent with { Node = silent.Node with { HeightAsked = false } }, Samples.Now).ShouldBe("not asked yet");
    }
}
