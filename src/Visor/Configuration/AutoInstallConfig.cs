using Visor.Model;

namespace Visor.Configuration;

/// <summary>Where releases are fetched from: <c>[autoInstall]</c>.</summary>
internal sealed record AutoInstallConfig
{
    public bool Enabled { get; init; }

    public ReleaseSourceKind Source { get; init; }

    /// <summary>Address of the folder of a release on a server, with placeholders and without a last slash; null: <see cref="Source"/> needs none.</summary>
    public string? Url { get; init; }

    /// <summary>Absolute path of the folder of a release, with placeholders; null: <see cref="Source"/> needs none.</summary>
    public string? Folder { get; init; }

    public string RepositoryOwner { get; init; } = "";

    public string Repository { get; init; } = "";

    /// <summary>Asset of the release to download, with placeholders. Null while enabled: nothing can be fetched, see <see cref="Problem"/>.</summary>
    public string? AssetName { get; init; }

    /// <summary>Path of the binary inside the archive, with placeholders; null: the asset's name.</summary>
    public string? BinaryName { get; init; }

    public string ApiUrl { get; init; } = "https://api.github.com";

    public string? TokenFile { get; init; }

    public AssetVerification Verification { get; init; } = AssetVerification.WhenAvailable;

    public string? ChecksumsAsset { get; init; }

    /// <summary>Whose signature a release must have; null: none is wanted.</summary>
    public SignatureConfig? Signature { get; init; }

    public TimeSpan StartDelay { get; init; }

    /// <summary><see cref="BinaryName"/> with the placeholders filled in.</summary>
    public string? BinaryNameOf(ReleaseTag tag) => BinaryName is { } name ? Placeholders.Expand(name, tag) : null;

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

/// <summary>What kind of place releases are fetched from.</summary>
internal enum ReleaseSourceKind
{
    GitHub,
    GitLab,

    /// <summary>Gitea too: Forgejo has its API.</summary>
    Forgejo,

    /// <summary>Files below an address.</summary>
    Url,

    /// <summary>Files of this machine.</summary>
    Folder,
}
