using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Journaling;
using Visor.Model;
using Visor.Model.Events;
using Visor.Releases;

namespace Visor.Switching;

/// <summary>What a person asks for, before it is known whether it can be meant.</summary>
/// <param name="To">The release, in the folder it was found in, by what its binaries say.</param>
/// <param name="Height">The snapshot its core is to begin from; null: where the node stands.</param>
/// <param name="Abandons">The upgrade that was called off, as the person has confirmed it; null: none.</param>
internal sealed record SwitchProposal(Release To, ulong? Height, UpgradePlan? Abandons, string By, string? Reason);

/// <summary>A person's word as it was typed.</summary>
/// <param name="Word">A tag, or the name of a folder that something has run from.</param>
/// <param name="Height">The snapshot the core is to begin from; null: where the node stands.</param>
/// <param name="Abandons">The upgrade whose calling off has been confirmed; null: none.</param>
/// <param name="Reason">Null: none was given.</param>
internal sealed record SwitchRequest(string Word, ulong? Height, UpgradePlan? Abandons, string? Reason);

/// <summary>Proves the release a person wants as a staged one is proven, while what runs runs on.</summary>
internal sealed class SwitchProposalCheck(VisorHome home, IReleaseLayout layout, ReleaseVerifier prepared, SetVersionProbe versions, CurrentLink link, UpgradeHooks hooks, TimeProvider time)
{
    /// <param name="word">A tag, or the name of a folder that something has run from.</param>
    /// <exception cref="ReleaseException">It cannot run; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk has failed, or <c>current</c> cannot be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not replace <c>current</c>, or may not read the release.</exception>
    public async Task<Release> Prove(string word, ulong? height, Release running, UpgradeFolders folders, ReleaseHistory past, CancellationToken cancellation)
    {
        var (folder, wanted) = ReleaseLookup.Find(word, layout, home, folders, past);
        await prepared.Ask(folder, ApprovalOf(wanted, height, running), cancellation);
        var tag = wanted ?? (await versions.Read(folder, cancellation)).Release;
        await prepared.Check(folder, tag, cancellation);
        link.ProveReplaceable();
        return new Release(tag, home.NameOf(folder));
    }

    // Asked before anything of the release is executed, so that of a folder that goes by another name the tag is not known.
    private Approval ApprovalOf(ReleaseTag? wanted, ulong? height, Release running) => async (folder, cancellation) =>
        await hooks.OnStaged(
            VisorEvent.About(EventKind.Staged, running, wanted is null ? null : new UpgradePlan(wanted, height ?? 0), time.GetUtcNow()), folder, cancellation) is { } veto
            ? $"{veto}; {wanted?.Value ?? home.NameOf(folder)} is not ready until that hook succeeds"
            : null;
}
