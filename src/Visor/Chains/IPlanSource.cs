using Visor.Model;

namespace Visor.Chains;

/// <summary>Fetches the release of a plan, in a family whose plans say themselves where it is.</summary>
internal interface IPlanSource
{
    /// <param name="folder">The absolute path of the folder that it gets; it does not exist.</param>
    /// <param name="home">The home, as it is typed.</param>
    /// <exception cref="ReleaseException">It is not to be had; the message says why and what to do.</exception>
    Task Fetch(UpgradePlan plan, string folder, string home, CancellationToken cancellation);
}
