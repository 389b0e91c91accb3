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

    /// <summary>What is wrong with an address at which Visor is to ask a node, to follow the key; null: it is one. No such rule: a node is asked where its release says, and there is no such key.</summary>
    public Func<string, string?>? ProblemWithRpcAddress { get; init; }

    /// <summary>Where the time comes from that a node may take to stop, if the file does not say it.</summary>
    public string GraceSetting { get; init; } = "stopSignalTimeoutSeconds";

    /// <summary>What the asset for this machine is usually called, such as <c>vega-linux-amd64.zip</c>.</summary>
    public string AssetName => $"{Program}-{PlatformAsset.Platform}.zip";
}
