using Visor.Configuration;
using Visor.Home;

namespace Visor.Releases;

/// <summary>Makes one release ready because somebody asked for it: it is fetched if it has no folder yet, and checked in any case.</summary>
internal sealed class ReleaseStaging(VisorHome home, VisorConfig config, ReleaseInstallation installation, PreparedRelease prepared)
{
    /// <param name="approve">Asked before anything of the release is executed.</param>
    /// <returns>The absolute path of its folder.</returns>
    /// <exception cref="ReleaseException">It is not ready; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk has failed.</exception>
    public async Task<string> Run(ReleaseTag tag, Approval approve, CancellationToken cancellation)
    {
        var folder = home.ReleaseFolder(config.UpgradeFolders.FolderOf(tag.Value));
        if (!Path.Exists(folder) && await Install(tag, folder, approve, cancellation))
            await prepared.Check(folder, tag, cancellation);
        else
            await prepared.Check(folder, tag, approve, cancellation);
        return folder;
    }

    private Task<bool> Install(ReleaseTag tag, string folder, Approval approve, CancellationToken cancellation)
    {
        InstallRules.Demand(config.AutoInstall, tag, folder);
        return installation.Install(config.AutoInstall, tag, Running(), folder, approve, cancellation);
    }

    // Its run config is what the new release gets a copy of.
    private string Running() => new CurrentLink(home).Read() switch
    {
        CurrentReading.Folder current => current.Path,
        CurrentReading.Missing => home.Genesis,
        _ => throw new ReleaseException($"{home.Current} leads to no folder, so there is no run config to copy; `visor check` says what to do about it"),
    };
}
