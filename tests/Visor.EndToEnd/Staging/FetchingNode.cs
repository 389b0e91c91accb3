using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub;
using Visor.SimulatedGitHub.Archives;
using Visor.SimulatedGitHub.Releases;
using Xunit;

namespace Visor.EndToEnd.Staging;

/// <summary>A node that fetches its releases from a server of its own.</summary>
internal sealed class FetchingNode : IAsyncDisposable
{
    public const string AssetName = "vega-linux-amd64.zip";
    public const string Next = "v0.2.0";

    private readonly TestFolder _folder = new();

    private FetchingNode(TestNode node, ReleaseServer server)
    {
        Node = node;
        Server = server;
    }

    public TestNode Node { get; }

    public ReleaseServer Server { get; }

    /// <param name="autoInstall">Lines below <c>[autoInstall]</c>.</param>
    public static async Task<FetchingNode> Create(bool withDataNode = false, string autoInstall = "", SmallDisk? disk = null)
    {
        var server = await ReleaseServer.Start();
        return new FetchingNode(await TestNode.CreateOn(disk, withDataNode, Config(server, autoInstall)), server);
    }

    /// <summary>Replaces config.toml.</summary>
    public void Configure(string autoInstall, string assetName = AssetName) => Node.Configure(Config(Server, autoInstall, assetName));

    /// <summary>Publishes a release whose asset holds the binary of <paramref name="binary"/>, by default its own.</summary>
    public async Task Publish(string tag = Next, string? binary = null) =>
        Publish(tag, ReleaseArchive.Zip(ArchiveEntry.File("vega", await Binary(binary ?? tag))));

    public void Publish(string tag, byte[] asset, string name = AssetName) =>
        Server.Publish("vegaprotocol", "vega", tag, ReleaseAsset.Of(name, asset));

    /// <summary>The simulated node's <c>vega</c> of a release.</summary>
    public async Task<byte[]> Binary(string tag)
    {
        var path = await Node.Network.Install(_folder.In(Guid.NewGuid().ToString("N")), tag);
        return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private static string Config(ReleaseServer server, string autoInstall, string assetName = AssetName) => $"""
        [autoInstall]
        enabled = true
        apiUrl = "{server.ApiUrl}"
        {autoInstall}
        [autoInstall.asset]
        name = "{assetName}"
        binaryName = "vega"

        """;
}
