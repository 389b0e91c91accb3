namespace Visor.Configuration;

/// <summary>Where releases are fetched from: <c>[autoInstall]</c>.</summary>
internal sealed record AutoInstallConfig
{
    public bool Enabled { get; init; }

    public string RepositoryOwner { get; init; } = "";

    public string Repository { get; init; } = "";

    /// <summary>Asset of the release to download. Null while enabled: nothing can be fetched, see <see cref="Problem"/>.</summary>
    public string? AssetName { get; init; }

    /// <summary>Path of the binary inside the archive; null: the asset's name.</summary>
    public string? BinaryName { get; init; }

    public string ApiUrl { get; init; } = "https://api.github.com";

    public string? TokenFile { get; init; }

    public AssetVerification Verification { get; init; } = AssetVerification.WhenAvailable;

    public string? ChecksumsAsset { get; init; }

    public TimeSpan StartDelay { get; init; }

    /// <summary>
    /// Why releases are not fetched although the file asks for it, with its place, or null. It must not turn a reboot into an outage: the node starts, and
    /// every upgrade is NOT READY with this reason.
    /// </summary>
    public string? Problem { get; init; }
}

internal enum AssetVerification
{
    None,
    WhenAvailable,
    Required,
}
