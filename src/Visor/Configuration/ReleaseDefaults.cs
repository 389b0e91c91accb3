using Visor.Platform;

namespace Visor.Configuration;

/// <summary>Where a chain family publishes its releases, for keys of <c>[autoInstall]</c> that are absent and for examples in messages.</summary>
/// <param name="Owner">Of the repository on GitHub.</param>
/// <param name="Program">What its assets' names begin with, and what its binary is called.</param>
internal sealed record ReleaseDefaults(string Owner, string Repository, string Program)
{
    /// <summary>What the asset for this machine is usually called, such as <c>vega-linux-amd64.zip</c>.</summary>
    public string AssetName => $"{Program}-{PlatformAsset.Platform}.zip";
}
