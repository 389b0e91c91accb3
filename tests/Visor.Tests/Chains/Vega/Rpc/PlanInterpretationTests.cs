using CsCheck;
using Shouldly;
using Visor.Chains;
using Visor.Chains.Vega.Rpc;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Vega.Rpc;

[Pure]
public sealed class PlanInterpretationTests
{
    [Theory]
    // Nothing is accepted, or only what is behind.
    [InlineData(null, 0UL, false, "v1", null, "nothing")]
    [InlineData("v1", 100UL, false, "v1", null, "nothing")]
    [InlineData("v1", 0UL, false, "v1", null, "nothing")]
    [InlineData("v1", 100UL, false, "v1", 100UL, "nothing")]
    [InlineData("v2", 100UL, false, "v1", 100UL, "nothing")]
    [InlineData("v2", 99UL, false, "v1", 100UL, "nothing")]
    [InlineData("../x", 99UL, false, "v1", 100UL, "nothing")]
    [InlineData("", 99UL, false, "v1", 100UL, "nothing")]
    // A plan.
    [InlineData("v2", 100UL, false, "v1", null, "accepted v2 at 100")]
    [InlineData("v2", 101UL, false, "v1", 100UL, "accepted v2 at 101")]
    [InlineData("v2", 100UL, false, null, null, "accepted v2 at 100")]
    [InlineData("V1", 100UL, false, "v1", null, "accepted V1 at 100")]
    [InlineData("v2", 100UL, true, "v1", null, "due v2 at 100")]
    [InlineData("v2", 101UL, true, "v1", 100UL, "due v2 at 101")]
    [InlineData("v2", ulong.MaxValue, true, null, 100UL, "due v2 at 18446744073709551615")]
    // Ready for what cannot be.
    [InlineData(null, 0UL, true, "v1", null, "refused: names no release")]
    [InlineData("", 100UL, true, "v1", null, "refused: names no release")]
    [InlineData("v1", 100UL, true, "v1", null, "refused: the release that is already running")]
    [InlineData("v1", 100UL, true, "v1", 100UL, "refused: the release that is already running")]
    [InlineData("v2", 100UL, true, "v1", 100UL, "refused: has already passed the upgrade at height 100")]
    [InlineData("v2", 0UL, true, "v1", null, "refused: at height 0")]
    [InlineData("../x", 100UL, true, "v1", null, "refused: cannot be a release tag")]
    [InlineData("current", 100UL, true, "v1", null, "refused: cannot be a release tag")]
    [InlineData("../x", 100UL, true, "../x", null, "refused: cannot be a release tag")]
    // Accepted, and cannot be.
    [InlineData("", 100UL, false, "v1", null, "refused: cannot be a release tag")]
    [InlineData("a/b", 100UL, false, "v1", null, "refused: cannot be a release tag")]
    [InlineData("v2\n", 100UL, false, "v1", 99UL, "refused: cannot be a release tag")]
    [InlineData("v2", 0UL, false, "v1", null, "refused: at height 0")]
    [InlineData("v2", 0UL, false, "v1", 100UL, "refused: at height 0")]
    public void What_a_status_means(string? tag, ulong height, bool ready, string? running, ulong? lastActivated, string expected)
    {
        var status = new UpgradeStatus(tag is null ? null : new AcceptedRelease(tag, height), ready);

        var reading = PlanInterpretation.Interpret(status, running, lastActivated);

        if (reading is PlanReading.Refused { Reason: var reason } && expected.StartsWith("refused: ", StringComparison.Ordinal))
            reason.ShouldContain(expected["refused: ".Length..]);
        else
            Shown(reading).ShouldBe(expected);
    }

    [Fact]
    public void A_hostile_tag_is_shown_cleaned_and_short()
    {
        var status = new UpgradeStatus(new AcceptedRelease("\u001b[2J" + new string('x', 10_000), 5), Ready: false);

        var reason = PlanInterpretation.Interpret(status, "v1", null).ShouldBeOfType<PlanReading.Refused>().Reason;

        reason.ShouldContain("'?[2Jxxx");
        reason.Length.ShouldBeLessThan(400);
    }

    [Fact]
    public void Whatever_a_core_says_only_a_sound_new_plan_above_the_last_one_moves_anything()
    {
        var tags = Gen.OneOf(Gen.OneOf("v1", "v2", "", "current", "../v1", "v2 ", "\n"), Gen.String);
        var heights = Gen.OneOf(Gen.ULong[0, 5], Gen.ULong);
        Gen.Select(tags, heights, Gen.Bool, Gen.OneOf<string?>("v1", "v2", null), heights.Nullable()).Sample(
            (tag, height, ready, running, last) =>
            {
                var reading = PlanInterpretation.Interpret(new UpgradeStatus(new AcceptedRelease(tag, height), ready), running, last);
                return reading switch
                {
                    PlanReading.Accepted p => !ready && IsNew(p.Plan.Tag, p.Plan.Height),
                    PlanReading.Due p => ready && IsNew(p.Plan.Tag, p.Plan.Height),
                    PlanReading.Refused r => r.Reason.Length < 400 && !r.Reason.Any(char.IsControl),
                    PlanReading.Nothing => !ready && (string.Equals(tag, running, StringComparison.Ordinal) || height <= last),
                    _ => false,
                };

                bool IsNew(ReleaseTag read, ulong at) =>
                    string.Equals(read.Value, tag, StringComparison.Ordinal)
                    && !string.Equals(tag, running, StringComparison.Ordinal)
                    && at == height
                    && height > (last ?? 0);
            },
            iter: 20_000);
    }

    private static string Shown(PlanReading reading) => reading switch
    {
        PlanReading.Nothing => "nothing",
        PlanReading.Accepted p => $"accepted {p.Plan.Tag} at {p.Plan.Height}",
        PlanReading.Due p => $"due {p.Plan.Tag} at {p.Plan.Height}",
        _ => reading.ToString(),
    };
}
