using Visor.Model;

namespace Visor.Lifecycle;

/// <summary>An operator's order: this release runs from now on, whatever the journal or a plan says.</summary>
/// <param name="Height">The snapshot its core begins from until it has answered; null: where the node stands.</param>
/// <param name="Passed">Height of the last upgrade that lies behind the node then; 0: none that Visor knows of.</param>
/// <param name="Abandons">The upgrade that is called off on this home with it; null: none.</param>
/// <param name="By">Who gave it, for people.</param>
/// <param name="Reason">Why, in the operator's words; null: not given.</param>
internal sealed record SwitchOrder(Release To, ulong? Height, ulong Passed, UpgradePlan? Abandons, string By, string? Reason)
{
    /// <summary>Whether it may be carried out although this upgrade is due: it is that upgrade, or calls it off.</summary>
    public bool Suits(UpgradePlan? due) => due is null || due == Abandons || IsFor(due);

    /// <summary>Whether it does what a plan asks for, only earlier or by hand.</summary>
    public bool IsFor(UpgradePlan plan) => plan.Tag == To.Tag && plan.Height == Passed;

    /// <summary>What runs once it has been carried out.</summary>
    public ActiveRelease After(ActiveRelease before) => new(To, IsOwn(before) ? Passed : 0, HasResponded: Height is null && (before.HasResponded || before.Release.Tag != To.Tag))
    {
        PassedBefore = IsOwn(before) ? 0 : Passed,
        Companion = To == before.Release ? before.Companion : null,

        // A height is given to a release by a person or by its own plan, and never passed on to another one.
        BeginsAt = Height == Passed ? null : Height,

        // What was agreed on is heard anew by a node that goes back; any other still knows it.
        Accepted = Height is null && before.Accepted is { } plan && plan != Abandons && plan.Tag != To.Tag ? plan : null,
        Abandoned = Abandons ?? (before.Abandoned is { } called && called.Tag != To.Tag && !(Height < called.Height) ? called : null),
    };

    // The upgrade behind it is its own if it begins there, or has begun there before.
    private bool IsOwn(ActiveRelease before) => Passed > 0 && (Height == Passed || (To.Tag == before.Release.Tag && before.ActivationHeight == Passed));
}
