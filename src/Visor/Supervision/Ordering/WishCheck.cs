using Visor.Configuration;
using Visor.Events;
using Visor.Home;
using Visor.Hooks;
using Visor.Lifecycle;
using Visor.Releases;

namespace Visor.Supervision.Ordering;

/// <summary>Proves the release a person wants as a staged one is proven, while what runs runs on.</summary>
internal sealed class WishCheck(VisorHome home, PreparedRelease prepared, ReleaseVersions versions, CurrentLink link, UpgradeHooks hooks, TimeProvider time)
{
    /// <param name="word">A tag, or the name of a folder that something has run from.</param>
    /// <exception cref="ReleaseException">It cannot run; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk has failed, or <c>current</c> cannot be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<Release> Prove(string word, ulong? height, Release running, UpgradeFolders folders, ReleasesBefore past, CancellationToken cancellation)
    {
        var (folder, wanted) = ReleaseLookup.Find(word, home, folders, past);
        var tag = wanted ?? (await versions.Of(folder, cancellation)).Core;
        await prepared.Check(folder, tag, cancellation);
        link.ProveReplaceable();
        var staged = NotableEvents.Of(EventKind.Staged, running, new UpgradePlan(tag, height ?? 0), time.GetUtcNow());
        if (await hooks.OnStaged(staged, folder, cancellation) is { } veto)
            throw new ReleaseException($"{veto}; {tag} is not ready until that hook succeeds");
        return new Release(tag, home.NameOf(folder));
    }
}
