using Shouldly;
using Visor.Chains;
using Visor.Chains.Vega;
using Visor.Chains.Vega.Rpc;
using Visor.Model;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Chains.Vega;

/// <summary>What a core says about upgrades that lie behind its home.</summary>
[Pure]
public sealed class PlanOfCoreTests
{
    private static readonly ActiveRelease GoneBackTo = Given.Old with { PassedBefore = 100 };

    [Fact]
    public void The_upgrade_that_a_home_went_through_is_an_echo_also_after_a_person_has_chosen_another_release()
    {
        Read(Given.Switched with { Release = new(Given.OtherPlan.Tag, "x") }, "v0.2.0", 100, ready: false).ShouldBe(new PlanReading.Nothing());
        Read(GoneBackTo, "v0.2.0", 100, ready: false).ShouldBe(new PlanReading.Nothing());
    }

    [Fact]
    public void A_release_that_a_person_went_back_to_takes_the_upgrade_again_once_it_stands_there_and_is_ready()
    {
        Read(GoneBackTo, "v0.2.0", 100, ready: true).ShouldBe(new PlanReading.Due(new UpgradePlan(Given.Plan.Tag, 100)));
        Read(GoneBackTo, "v0.2.0", 99, ready: true).ShouldBeOfType<PlanReading.Refused>();
        Read(Given.Switched with { Release = new(Given.OtherPlan.Tag, "x") }, "v0.2.0", 100, ready: true).ShouldBeOfType<PlanReading.Refused>();
    }

    private static PlanReading Read(ActiveRelease active, string tag, ulong height, bool ready) =>
        PlanOfCore.Read(new UpgradeStatus(new AcceptedRelease(tag, height), ready), active);
}
