using System.Collections.Immutable;
using Visor.Chains.Vega.Layout;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Chains.Vega.Launch;

/// <summary>Decides where a core begins: the rules of <c>--snapshot.load-from-block-height</c>.</summary>
internal static class SnapshotPolicy
{
    public const string Name = SnapshotHeightOption.Name;

    public static SnapshotChoice Choose(
        ImmutableArray<string> coreArguments, bool hasDataNode, ActiveRelease active, StartCause cause)
    {
        if (IsGiven(coreArguments))
            return new SnapshotChoice.AsConfigured();
        if (!active.HasResponded && (active.BeginsAt ?? active.ActivationHeight) is > 0 and var height)
            return new SnapshotChoice.From(height);
        if (hasDataNode && cause == StartCause.Failure)
            return new SnapshotChoice.FromLatestSegment();
        return hasDataNode && active.Upcoming is not null ? new SnapshotChoice.BeforeUpgrade() : new SnapshotChoice.AsConfigured();
    }

    /// <summary>Whether the operator has chosen already, in either form: <c>--flag 5</c> or <c>--flag=5</c>.</summary>
    public static bool IsGiven(ImmutableArray<string> arguments) => arguments.Any(SnapshotHeightOption.Is);
}

internal abstract record SnapshotChoice
{
    /// <summary>Without the flag, or with the operator's own.</summary>
    public sealed record AsConfigured : SnapshotChoice;

    public sealed record From(ulong Height) : SnapshotChoice;

    /// <summary>From where the data node's history ends, which has to be asked.</summary>
    public sealed record FromLatestSegment : SnapshotChoice;

    /// <summary>
    /// From where the data node's history ends, if it tells. A core that was stopped at the block of the accepted upgrade before its data node had caught up
    /// has a snapshot of that block, which it would take by itself; and one that resumes there runs past the upgrade, for that it has halted was in its memory only.
    /// </summary>
    public sealed record BeforeUpgrade : SnapshotChoice;
}
