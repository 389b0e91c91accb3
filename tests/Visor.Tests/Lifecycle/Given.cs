using Visor.Chains.Vega.Layout;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Tests.Lifecycle;

/// <summary>The releases and plans that the tests speak of.</summary>
internal static class Given
{
    public static readonly ActiveRelease Old = new(new Release(ReleaseTag.Parse("v0.1.0"), "genesis"), ActivationHeight: 0, HasResponded: true);

    public static readonly UpgradePlan Plan = new(ReleaseTag.Parse("v0.2.0"), 100);

    public static readonly Release Next = new(Plan.Tag, "v0.2.0");

    /// <summary>The next release after the switch, before its core has answered.</summary>
    public static readonly ActiveRelease Switched = new(Next, Plan.Height, HasResponded: false);

    public static readonly UpgradePlan OtherPlan = new(ReleaseTag.Parse("v0.3.0"), 200);

    /// <summary>A person wants a hotfix of what runs.</summary>
    public static readonly SwitchOrder Hotfix = new(new Release(ReleaseTag.Parse("v0.1.1"), "v0.1.1"), Height: null, Passed: 0, Abandons: null, "alice (uid 1000)", "hotfix");

    /// <summary>A person has been told that the known plan is called off.</summary>
    public static readonly SwitchOrder WayBack = new(Old.Release, Height: null, Passed: 0, Plan, "alice (uid 1000)", "called off");

    /// <summary>The old release once more, from a block before the upgrade.</summary>
    public static readonly SwitchOrder OnceMore = new(Old.Release, Height: 99, Passed: 0, Abandons: null, "alice (uid 1000)", Reason: null);

    /// <summary>A person does by hand what the known plan asks for.</summary>
    public static readonly SwitchOrder ByHand = new(Next, Plan.Height, Plan.Height, Abandons: null, "alice (uid 1000)", Reason: null);

    /// <summary>The core has ended with exit code 1.</summary>
    public static readonly NodeEvent.ProcessEnded CoreEnded = new(VegaRoles.Core, 812, new ProcessExit(1, Signal: null));

    public static readonly RestartPolicy ThreeRestarts = new(3);
}
