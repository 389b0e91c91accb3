using Visor.SimulatedGitHub.Hosts;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;

namespace Visor.SimulatedGitHub;

/// <summary>
/// A release server on loopback that speaks the part of GitHub's REST API that concerns releases
/// (https://docs.github.com/rest/releases): an API host, and the host of another name to which it redirects for the bytes of
/// an asset. It misbehaves on request, and writes down every request it got.
/// </summary>
public sealed class ReleaseServer : IAsyncDisposable
{
    private readonly Catalog _catalog = new();
    private readonly Trouble _trouble = new();
    private readonly RequestLog _log = new();
    private readonly LoopbackHost _api;
    private readonly LoopbackHost _storage;

    private ReleaseServer()
    {
        _storage = new LoopbackHost(new StorageAnswers(_catalog, _trouble).Answer, HostRole.Storage, _log);
        StorageUrl = $"http://localhost:{_storage.Port}";
        var answers = new ApiAnswers(_catalog, _trouble, StorageUrl) { Token = () => RequiredToken };
        _api = new LoopbackHost(answers.Answer, HostRole.Api, _log);
        ApiUrl = $"http://127.0.0.1:{_api.Port}";
    }

    /// <summary>What goes into <c>apiUrl</c>; no slash at the end.</summary>
    public string ApiUrl { get; }

    /// <summary>Where the bytes of assets come from.</summary>
    public string StorageUrl { get; }

    /// <summary>
    /// Null: all repositories are public. Otherwise they are private: without a token they do not exist (404), with another one
    /// the answer is 401, as at GitHub.
    /// </summary>
    public string? RequiredToken { get; set; }

    /// <summary>All requests so far, in the order in which they came; those under way included.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.All;

    public static async Task<ReleaseServer> Start()
    {
        var server = new ReleaseServer();
        await server._storage.Listen();
        await server._api.Listen();
        return server;
    }

    /// <summary>Publishes a release; one of the same tag is replaced. Its assets get new ids, so that old addresses lead nowhere.</summary>
    public void Publish(string owner, string repository, string tag, params IReadOnlyList<ReleaseAsset> assets) =>
        _catalog.Publish(owner, repository, tag, assets);

    /// <returns>Whether there was one.</returns>
    public bool Unpublish(string owner, string repository, string tag) => _catalog.Unpublish(owner, repository, tag);

    /// <summary>From the next request on, in addition to what is wrong already.</summary>
    public async Task Misbehave(params IReadOnlyList<Misbehaviour> misbehaviours)
    {
        _trouble.Begin(misbehaviours);
        if (misbehaviours.Any(m => m is Misbehaviour.ApiDown))
            await _api.Refuse();
    }

    /// <summary>Ends all misbehaviour; downloads that stand still or crawl go on at full speed.</summary>
    public async Task Behave()
    {
        _trouble.End();
        await _api.Listen();
    }

    /// <summary>Waits until the requests are as a test wants them. It looks again whenever one comes, gets bytes, stalls or ends.</summary>
    public Task Until(Func<IReadOnlyList<RecordedRequest>, bool> condition, CancellationToken cancellation) => _log.Until(condition, cancellation);

    public async ValueTask DisposeAsync()
    {
        _trouble.End();
        await _api.DisposeAsync();
        await _storage.DisposeAsync();
    }
}
