namespace Visor.Model;

/// <summary>A release as it lies on this machine.</summary>
/// <param name="Tag">What its core's <c>version</c> says, not what the folder is called.</param>
/// <param name="Folder">Its name below HOME, so that a home can be moved, or an absolute path if it is elsewhere.</param>
internal sealed record Release(ReleaseTag Tag, string Folder);

/// <summary>The release that runs, or that alone may run, on this home.</summary>
/// <param name="ActivationHeight">Height of the upgrade that led to it; 0: none that Visor knows of, or a person has chosen it.</param>
/// <param name="HasResponded">Whether its core has answered since it was activated. Until then it starts from that height.</param>
internal sealed record ActiveRelease(Release Release, ulong ActivationHeight, bool HasResponded)
{
    /// <summary>Stands where nothing is known of a release that runs.</summary>
    public static ActiveRelease Unknown { get; } = new(new Release(ReleaseTag.Parse("unknown"), "unknown"), 0, HasResponded: true);

    /// <summary>
    /// The plan its core last reported; null: none. It outlives a restart, because a chain that has reached the height while
    /// the core was down must not be met by the old release again.
    /// </summary>
    public UpgradePlan? Accepted { get; init; }

    /// <summary>What the binary of the other processes says it is, where that is another version than the release; null: the same, or there is none.</summary>
    public ReleaseTag? Companion { get; init; }

    /// <summary>Height of the last upgrade that this home went through before a person chose this release; 0: none, or nobody chose.</summary>
    public ulong PassedBefore { get; init; }

    /// <summary>Height of the last upgrade that this home went through, whichever release it led to; 0: none that Visor knows of.</summary>
    public ulong Passed => Math.Max(ActivationHeight, PassedBefore);

    /// <summary>What it is to make way for; null: nothing. A release is never its own successor, and what lies behind the home does not come again.</summary>
    public UpgradePlan? Upcoming => Accepted is { } plan && plan.Tag != Release.Tag && plan.Height > Passed && plan != Abandoned ? plan : null;

    /// <summary>The height a person has told its core to begin from until it answers, where that is not the upgrade's; null: none.</summary>
    public ulong? BeginsAt { get; init; }

    /// <summary>An upgrade that a person has called off on this home: this release goes on past it, whatever its core says of it; null: none.</summary>
    public UpgradePlan? Abandoned { get; init; }
}

/// <summary>What the network has agreed on: this release from this block on.</summary>
/// <param name="Height">The block that its network names: the last one of the release before it, or the first one of the new release. Its chain family knows which.</param>
internal sealed record UpgradePlan(ReleaseTag Tag, ulong Height);
