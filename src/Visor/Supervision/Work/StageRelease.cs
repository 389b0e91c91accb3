using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Releases;

namespace Visor.Supervision.Work;

/// <summary>Makes the release of a plan ready while the old one runs, by checking the folder the operator has prepared.</summary>
internal sealed class StageRelease(
    VisorHome home,
    LiveConfiguration configuration,
    PreparedRelease prepared,
    CurrentLink link,
    HomeChanges changes,
    TimeProvider time,
    ILogger log)
{
    private readonly ConcurrentDictionary<Release, ReleaseStamp> _proven = [];

    public async Task<NodeEvent> Run(NodeWork.Stage work, CancellationToken cancellation)
    {
        var delay = Backoff.Before(work.Attempt, work.Due, Random.Shared.NextDouble());
        await changes.NextOrAfter(delay, time, cancellation);

        var tag = work.Plan.Tag;
        var folder = FolderOf(tag);
        try
        {
            if (IsSameFolder(folder, home.ReleaseFolder(work.Active.Release.Folder)))
                throw new ReleaseException($"{folder} is the folder of {work.Active.Release.Tag}, which runs; give {tag} a folder of its own in [upgradeFolders]");
            if (!Directory.Exists(folder))
                throw new ReleaseException(WhyMissing(tag, folder));
            var stamp = await prepared.Check(folder, tag, cancellation);
            link.ProveReplaceable();
            if (!string.Equals(folder, FolderOf(tag), StringComparison.Ordinal))
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

    private string FolderOf(ReleaseTag tag) => home.ReleaseFolder(configuration.Current.UpgradeFolders.FolderOf(tag.Value));

    private string WhyMissing(ReleaseTag tag, string folder)
    {
        var autoInstall = configuration.Current.AutoInstall;
        var fetched = autoInstall.Enabled || autoInstall.Problem is not null
            ? "; [autoInstall] is on, but this version of Visor does not fetch releases yet"
            : "";
        return $"{folder} does not exist{fetched}; put the binary of {tag} and a run-config.toml there, or name its folder in [upgradeFolders]";
    }

    private static bool IsSameFolder(string one, string other) =>
        string.Equals(RealPath(one), RealPath(other), StringComparison.Ordinal);

    private static string RealPath(string folder) =>
        Directory.Exists(folder) ? Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder : folder;
}
