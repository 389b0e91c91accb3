using Visor.Home;
using Visor.Lifecycle;

namespace Visor.Tests.Lifecycle;

/// <summary>The releases and plans that the tests speak of.</summary>
internal static class Given
{
    public static readonly ActiveRelease Old = new(new Release(ReleaseTag.Parse("v0.1.0"), "genesis"), ActivatedAt: 0, Answered: true);

    public static readonly UpgradePlan Plan = new(ReleaseTag.Parse("v0.2.0"), 100);

    public static readonly Release Next = new(Plan.Tag, "v0.2.0");

    /// <summary>The next release after the switch, before its core has answered.</summary>
    public static readonly ActiveRelease Switched = new(Next, Plan.Height, Answered: false);

    public static readonly UpgradePlan OtherPlan = new(ReleaseTag.Parse("v0.3.0"), 200);

    public static readonly RestartPolicy ThreeRestarts = new(3);
}
