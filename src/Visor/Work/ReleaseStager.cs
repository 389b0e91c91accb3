using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Model.Events;
using Visor.Releases;
using Visor.Releases.Fetching;

namespace Visor.Work;

/// <summary>
/// Makes the release of a plan ready while the old one runs: what is not in its folder yet is fetched, and what is there is checked,
/// whoever has put it there.
/// </summary>
internal sealed class ReleaseStager(
    VisorHome home,
    Chain chain,
    ReleaseFolderResolver upgradeFolder,
    LiveConfiguration configuration,
    ReleaseInstallation installation,
    IPlanSource? source,
    ReleaseVerifier prepared,
    CurrentLink link,
    UpgradeHooks hooks,
    TimeProvider time,
    ILogger log)
{
    private readonly ConcurrentDictionary<Release, ReleaseFingerprint> _proven = [];
    private readonly DetachedTask _installing = new();
    private (UpgradePlan Plan, string Problem)? _told; // Work is done one piece after the other.

    /// <summary>Ends when nothing is being fetched or unpacked any more.</summary>
    public Task Ended => _installing.Ended;

    public async Task<NodeEvent> Run(WorkItem.Stage work, CancellationToken cancellation)
    {
        var tag = work.Plan.Tag;
        try
        {
            var folder = upgradeFolder.For(tag, work.Active.Release);
            var approve = ApprovalOf(work.Active.Release, work.Plan);
            var stamp = !Path.Exists(folder) && await Install(work.Plan, folder, work.Active.Release, approve, cancellation)
                ? await prepared.Check(folder, tag, cancellation)
                : await prepared.Check(folder, tag, approve, cancellation);
            link.ProveReplaceable();
            if (!string.Equals(folder, upgradeFolder.Resolve(tag), StringComparison.Ordinal))
                throw new ReleaseException($"[upgradeFolders] named another folder for {tag} while {folder} was being checked");
            var release = new Release(tag, home.NameOf(folder));
            _proven[release] = stamp;
            installation.ClearLeftovers();
            _told = null;
            log.LogInformation("{Tag} for block {Height} is ready in {Folder}", tag, work.Plan.Height, folder);
            return new NodeEvent.ReleaseStaged(release);
        }
        catch (Exception e) when (e is ReleaseException or IOException or UnauthorizedAccessException)
        {
            var problem = StageHint.In(e.Message, tag, home.Word);

            // It is tried again and again, and after every change of the home: the same reason is no news.
            if (_told != (work.Plan, problem))
                log.LogError("{Tag} for block {Height} is NOT READY: {Problem}", tag, work.Plan.Height, problem);
            _told = (work.Plan, problem);
            return new NodeEvent.StagingFailed(problem, (e as RateLimitedException)?.RetryAfter ?? TimeSpan.Zero);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // A defect of Visor: said in full once, and tried again as seldom as anything else that fails.
            log.LogCritical("Unexpected, please report it: {Tag} for block {Height} is NOT READY: {Problem}", tag, work.Plan.Height, e);
            return new NodeEvent.StagingFailed($"unexpected, please report it: {PlainText.Excerpt(e.Message)}");
        }
    }

    /// <summary>
    /// The last act before the old release is stopped. A release that is no longer the one that was proven (perhaps the operator's own hook has
    /// changed it just now) is proven again as it is, while the old one is still up.
    /// </summary>
    /// <returns>Why it cannot be switched to; null: it can.</returns>
    public async Task<string?> LookAgain(Release release, ActiveRelease active, UpgradePlan plan, CancellationToken cancellation)
    {
        var folder = home.ReleaseFolder(release.Folder);
        try
        {
            if (WhyChanged(release) is { } change)
            {
                log.LogWarning("{Change}; Visor checks it again before it stops the old release", change);
                _proven[release] = await prepared.Check(folder, release.Tag, ApprovalOf(active.Release, plan), cancellation);
            }

            // The file of a wrapper may be the same and what it starts another.
            await prepared.ProveVersions(folder, release.Tag, cancellation);
            return WhyNotReady(release);
        }
        catch (Exception e) when (e is ReleaseException or IOException or UnauthorizedAccessException)
        {
            return StageHint.In(e.Message, release.Tag, home.Word);
        }
    }

    /// <summary>
    /// Why a staged release cannot be switched to any more, or null if it can: it is the one that was proven, and
    /// <c>current</c> can still be replaced. Costs a few stat(2) and a symlink(2).
    /// </summary>
    public string? WhyNotReady(Release release)
    {
        if (WhyChanged(release) is { } problem)
            return problem;
        try
        {
            link.ProveReplaceable();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>Why it is not the release that was proven, or null if it is. Costs a few stat(2), and changes nothing in HOME.</summary>
    public string? WhyChanged(Release release) =>
        _proven.TryGetValue(release, out var proven) && proven.IsUnchanged() ? null : $"{release.Folder} has changed since it was checked";

    private async Task<bool> Install(UpgradePlan plan, string folder, Release running, Approval approve, CancellationToken cancellation)
    {
        var tag = plan.Tag;
        var isInstalled = false;
        if (source is not null)
        {
            // Nothing of it has been executed: it is approved and proven like a folder that an operator prepared.
            await _installing.Run(token => source.Fetch(plan, folder, home.Word, token), cancellation);
            return false;
        }

        var autoInstall = configuration.Current.AutoInstall;
        InstallPolicy.Demand(home, chain.Layout, autoInstall, tag, folder);
        await _installing.Run(
            async token => isInstalled = await installation.Install(autoInstall, tag, home.ReleaseFolder(running.Folder), folder, approve, token),
            cancellation);
        return isInstalled;
    }

    private Approval ApprovalOf(Release running, UpgradePlan plan) => async (folder, cancellation) =>
        await hooks.OnStaged(VisorEvent.About(EventKind.Staged, running, plan, time.GetUtcNow()), folder, cancellation) is { } veto
            ? $"{veto}; {plan.Tag} is not ready until that hook succeeds"
            : null;
}
