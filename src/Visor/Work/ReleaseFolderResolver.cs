using Visor.Configuration;
using Visor.Home;
using Visor.Model;

namespace Visor.Work;

/// <summary>Which folder of HOME is a release's, as <c>[upgradeFolders]</c> says at that moment.</summary>
internal sealed class ReleaseFolderResolver(VisorHome home, LiveConfiguration configuration)
{
    /// <returns>Its absolute path; it need not exist.</returns>
    public string Resolve(ReleaseTag tag) => home.ReleaseFolder(configuration.Current.UpgradeFolders.FolderOf(tag.Value));

    public bool Exists(ReleaseTag tag) => Path.Exists(Resolve(tag));

    /// <exception cref="ReleaseException">It is the folder of the release that runs.</exception>
    public string For(ReleaseTag tag, Release running)
    {
        var folder = Resolve(tag);
        return IsSameFolder(folder, home.ReleaseFolder(running.Folder))
            ? throw new ReleaseException($"{folder} is the folder of {running.Tag}, which is running; give {tag} a folder of its own in [upgradeFolders]")
            : folder;
    }

    private static bool IsSameFolder(string one, string other) =>
        string.Equals(RealPath(one), RealPath(other), StringComparison.Ordinal);

    private static string RealPath(string folder) =>
        Directory.Exists(folder) ? Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder : folder;
}
