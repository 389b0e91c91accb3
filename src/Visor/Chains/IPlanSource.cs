using Visor.Model;

namespace Visor.Chains;

/// <summary>Fetches the release of a plan, in a family whose plans say themselves where it is.</summary>
internal interface IPlanSource
{
    /// <summary>Why it fetches nothing, whatever is planned, to follow <c>but</c>; null: it may fetch.</summary>
    string? WhyNot { get; }

    /// <summary>What it would fetch, for people. Of what is to be had only small documents are asked for.</summary>
    /// <inheritdoc cref="Fetch"/>
    Task<string> Preview(UpgradePlan plan, string folder, string home, CancellationToken cancellation);

    /// <param name="folder">The absolute path of the folder that it gets; it does not exist.</param>
    /// <param name="home">The home, as it is typed.</param>
    /// <exception cref="ReleaseException">It is not to be had; the message says why and what to do.</exception>
    Task Fetch(UpgradePlan plan, string folder, string home, CancellationToken cancellation);
}
