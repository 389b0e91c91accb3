namespace Visor.SimulatedGitHub.Releases;

/// <summary>What is published, newest first.</summary>
internal sealed class Catalog
{
    private readonly Lock _lock = new();
    private List<PublishedRelease> _releases = [];
    private long _lastId = 190_000_000;

    public void Publish(string owner, string repository, string tag, IReadOnlyList<ReleaseAsset> assets)
    {
        lock (_lock)
        {
            var release = new PublishedRelease(
                ++_lastId, owner, repository, tag, TimeProvider.System.GetUtcNow(), [.. assets.Select(a => new PublishedAsset(++_lastId, a))]);
            _releases = [release, .. Without(owner, repository, tag)];
        }
    }

    public bool Unpublish(string owner, string repository, string tag)
    {
        lock (_lock)
        {
            var before = _releases.Count;
            _releases = Without(owner, repository, tag);
            return _releases.Count < before;
        }
    }

    public IReadOnlyList<PublishedRelease> Of(string owner, string repository) => [.. Now().Where(r => r.IsOf(owner, repository))];

    public (PublishedRelease Release, PublishedAsset Asset)? Asset(long id)
    {
        foreach (var release in Now())
        {
            if (release.Assets.FirstOrDefault(a => a.Id == id) is { } asset)
                return (release, asset);
        }

        return null;
    }

    private List<PublishedRelease> Without(string owner, string repository, string tag) =>
        [.. _releases.Where(r => !r.IsOf(owner, repository) || !string.Equals(r.Tag, tag, StringComparison.Ordinal))];

    private List<PublishedRelease> Now()
    {
        lock (_lock)
            return _releases;
    }
}
