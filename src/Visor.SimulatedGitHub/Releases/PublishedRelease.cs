namespace Visor.SimulatedGitHub.Releases;

internal sealed record PublishedRelease(long Id, string Owner, string Repository, string Tag, DateTimeOffset At, IReadOnlyList<PublishedAsset> Assets)
{
    public bool IsOf(string owner, string repository) =>
        string.Equals(Owner, owner, StringComparison.OrdinalIgnoreCase) && string.Equals(Repository, repository, StringComparison.OrdinalIgnoreCase);
}

internal sealed record PublishedAsset(long Id, ReleaseAsset File)
{
    /// <summary>The strong ETag (RFC 9110, 8.8.3) under which the bytes are served.</summary>
    public string ETag { get; } = $"\"0x{File.Sha256[..16].ToUpperInvariant()}\"";

    /// <summary>What stands in the address of the bytes in place of a signature.</summary>
    public string Signature { get; } = Guid.NewGuid().ToString("N");
}
