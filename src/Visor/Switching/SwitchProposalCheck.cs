using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Journaling;
using Visor.Model;
using Visor.Model.Events;
using Visor.Releases;

namespace Visor.Switching;

/// <summary>Proves the release a person wants as a staged one is proven, while what runs runs on.</summary>
internal sealed class SwitchProposalCheck(VisorHome home, ReleaseVerifier prepared, SetVersionProbe versions, CurrentLink link, UpgradeHooks hooks, TimeProvider time)
{
    /// <param name="word">A tag, or the name of a folder that something has run from.</param>
    /// <exception cref="ReleaseException">It cannot run; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk has failed, or <c>current</c> cannot be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<Release> Prove(string word, ulong? height, Release running, UpgradeFolders folders, ReleaseHistory past, CancellationToken cancellation)
    {
        var (folder, wanted) = ReleaseLookup.Find(word, home, folders, past);
        await prepared.Ask(folder, ApprovalOf(wanted, height, running), cancellation);
        var tag = wanted ?? (await versions.Of(folder, cancellation)).Release;
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
