using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Model;

namespace Visor.Releases;

/// <summary>Whether a release that has no folder may be fetched.</summary>
internal static class InstallPolicy
{
    /// <param name="folder">The absolute path it would get.</param>
    /// <exception cref="ReleaseException">It may not, or cannot; the message says what to do.</exception>
    public static void Demand(VisorHome home, IReleaseLayout layout, AutoInstallConfig autoInstall, ReleaseTag tag, string folder)
    {
        if (autoInstall.Problem is { } problem)
            throw new ReleaseException($"{folder} does not exist and cannot be downloaded: {problem}");
        if (!autoInstall.Enabled)
            throw new ReleaseException($"{folder} does not exist; {layout.HowToPlace(tag, folder, home.Word)}");
    }
}
