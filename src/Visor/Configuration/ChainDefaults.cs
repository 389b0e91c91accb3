using Visor.Platform;

namespace Visor.Configuration;

/// <summary>What a chain family wants of a configuration, for keys that are absent and for examples in messages.</summary>
/// <param name="Owner">Of the repository on GitHub.</param>
/// <param name="Program">What its assets' names begin with, and what its binary is called.</param>
internal sealed record ChainDefaults(string Owner, string Repository, string Program)
{
    /// <summary>What counts where the file says nothing.</summary>
    public VisorConfig Config { get; init; } = new();

    /// <summary>Whether a home of this family may do without the file.</summary>
    public bool IsFileOptional { get; init; }

    /// <summary>What the asset for this machine is usually called, such as <c>vega-linux-amd64.zip</c>.</summary>
    public string AssetName => $"{Program}-{PlatformAsset.Platform}.zip";
}
