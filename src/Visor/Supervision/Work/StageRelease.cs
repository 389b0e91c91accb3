using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Releases;

namespace Visor.Supervision.Work;

/// <summary>
/// Makes the release of a plan ready while the old one runs: what is not in its folder yet is fetched, and what is there is checked,
/// whoever has put it there.
/// </summary>
internal sealed class StageRelease(
    VisorHome home,
    UpgradeFolder upgradeFolder,
    LiveConfiguration configuration,
    PreparedRelease prepared,
    CurrentLink link,
    ILogger log)
{
    private readonly ConcurrentDictionary<Release, ReleaseStamp> _proven = [];

    public async Task<NodeEvent> Run(NodeWork.Stage work, CancellationToken cancellation)
    {
        var tag = work.Plan.Tag;
        try
        {
            var folder = upgradeFolder.For(tag, work.Active.Release);
            if (!Path.Exists(folder))
                throw new ReleaseException(WhyMissing(tag, folder));
            var stamp = await prepared.Check(folder, tag, cancellation);
            link.ProveReplaceable();
            if (!string.Equals(folder, upgradeFolder.Of(tag), StringComparison.Ordinal))
                throw new ReleaseException($"[upgradeFolders] named another folder for {tag} while {folder} was being checked");
            var release = new Release(tag, home.NameOf(folder));
            _proven[release] = stamp;
            log.LogInformation("{Tag} for block {Height} is ready in {Folder}", tag, work.Plan.Height, folder);
            return new NodeEvent.ReleaseStaged(release);
        }
        catch (Exception e) when (e is ReleaseException or IOException or UnauthorizedAccessException)
        {
            log.LogError("{Tag} for block {Height} is NOT READY: {Problem}", tag, work.Plan.Height, e.Message);
            return new NodeEvent.StagingFailed(e.Message);
        }
    }

    /// <summary>
    /// Why a staged release cannot be switched to any more, or null if it can: it is the one that was proven, and
    /// <c>current</c> can still be replaced. Costs a few stat(2) and a symlink(2).
    /// </summary>
    public string? WhyNotReady(Release release)
    {
        if (!_proven.TryGetValue(release, out var proven) || !proven.IsUnchanged())
            return $"{release.Folder} has changed since it was checked";
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

    private string WhyMissing(ReleaseTag tag, string folder)
    {
        var autoInstall = configuration.Current.AutoInstall;
        var fetched = autoInstall.Enabled || autoInstall.Problem is not null
            ? "; [autoInstall] is on, but this version of Visor does not fetch releases yet"
            : "";
        return $"{folder} does not exist{fetched}; put the binary of {tag} and a run-config.toml there, or name its folder in [upgradeFolders]";
    }
}
