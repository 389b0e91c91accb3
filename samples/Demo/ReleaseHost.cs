using System.Security.Cryptography;
using Visor.SimulatedGitHub;
using Visor.SimulatedGitHub.Archives;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;

namespace Visor.Demo;

/// <summary>Where the nodes get their releases from: a server that speaks GitHub's API, on this machine.</summary>
internal sealed class ReleaseHost : IAsyncDisposable
{
    public const string Owner = "vegaprotocol";
    public const string Repository = "vega";
    public const string AssetName = "vega-linux-amd64.zip";
    public const string BinaryName = "vega";

    // At this speed a download takes long enough to be seen, and ends well before the upgrade is due.
    private const int BytesPerSecond = 512 << 10;
    private const int Ballast = 640 << 10;

    private readonly ReleaseServer _server;

    private ReleaseHost(ReleaseServer server) => _server = server;

    public string ApiUrl => _server.ApiUrl;

    /// <summary>Questions to the API, without the requests to which it has redirected.</summary>
    public int Questions => _server.Requests.Count(r => r.Host is HostRole.Api);

    /// <summary>Downloads that have come to their end.</summary>
    public int Downloads => _server.Requests.Count(r => r is { Host: HostRole.Storage, EndedAt: not null, BytesSent: > Ballast });

    /// <summary>Starts it with every release but the first, which the nodes have.</summary>
    public static async Task<ReleaseHost> Start(Network network)
    {
        var host = new ReleaseHost(await ReleaseServer.Start());
        await host._server.Misbehave(new Misbehaviour.Slow(BytesPerSecond));
        foreach (var step in Network.Steps.Skip(1))
        {
            var archive = ReleaseArchive.Zip(
                ArchiveEntry.File("README.md", RandomNumberGenerator.GetBytes(Ballast)),
                ArchiveEntry.FileFrom(BinaryName, network.BinaryOf(step)));
            host._server.Publish(Owner, Repository, step.Release, ReleaseAsset.Of(AssetName, archive));
        }

        return host;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
