using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Journaling;

/// <summary>Every release that has been active on a home by its journal, oldest first. Pure.</summary>
/// <param name="All">Each with the height of the upgrade that led to it, and of the last one that lay behind the node; 0: none.</param>
internal sealed record ReleaseHistory(ImmutableArray<(Release Release, ulong ActivatedAt, ulong Passed)> All)
{
    public static ReleaseHistory Replay(IEnumerable<JournalEntry> entries)
    {
        var all = ImmutableArray.CreateBuilder<(Release, ulong, ulong)>();
        var history = JournalState.Empty;
        foreach (var entry in entries)
        {
            history = history.After(entry);
            if (history.Active is { } active && (all.Count == 0 || all[^1] != (active.Release, active.ActivationHeight, active.Passed)))
                all.Add((active.Release, active.ActivationHeight, active.Passed));
        }

        return new ReleaseHistory(all.ToImmutable());
    }

    /// <summary>The folder this release ran from last; null: it never ran.</summary>
    public string? FolderOf(ReleaseTag tag) => All.LastOrDefault(r => r.Release.Tag == tag).Release?.Folder;

    /// <summary>Whether something ran from this folder.</summary>
    public bool RanFrom(string folder) => All.Any(r => string.Equals(r.Release.Folder, folder, StringComparison.Ordinal));

    /// <summary>Height of the last upgrade to this release; 0: there was none.</summary>
    public ulong UpgradeTo(ReleaseTag tag) => All.Where(r => r.Release.Tag == tag).Select(r => r.ActivatedAt).DefaultIfEmpty().Max();

    /// <summary>The release that the upgrade at this height led to; null: there was none.</summary>
    public Release? ReleaseOf(ulong upgrade) => All.LastOrDefault(r => r.ActivatedAt == upgrade).Release;

    /// <summary>Height of the last upgrade at or below a block; 0: there was none.</summary>
    public ulong LastUpgradeUntil(ulong height) => All.Select(r => r.ActivatedAt).Where(h => h <= height).DefaultIfEmpty().Max();

    /// <summary>Whether a release ran here before the node went through the upgrade at this height, and never behind it.</summary>
    public bool RanBefore(ReleaseTag tag, ulong upgrade) =>
        All.Any(r => r.Release.Tag == tag) && All.All(r => r.Release.Tag != tag || r.Passed < upgrade);
}

/// <summary>One of the releases that have run on a home, one after the other.</summary>
/// <param name="Height">The block of the last upgrade that the home went through by then; 0: none that Visor knows of.</param>
internal sealed record Activation(Release Release, ulong Height);
