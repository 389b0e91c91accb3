using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.SimulatedGitHub;
using Visor.SimulatedGitHub.Archives;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;
using Xunit;

namespace Visor.EndToEnd.Staging;

/// <summary>A node that fetches its releases from a server of its own.</summary>
internal sealed class FetchingNode : IAsyncDisposable
{
    public const string AssetName = "vega-linux-amd64.zip";
    public const string Next = "v0.2.0";
    public const string Owner = "vegaprotocol";
    public const string Repository = "vega";

    /// <summary>Blocks: so far ahead that no test gets there.</summary>
    public const long FarAhead = 1_000_000;

    /// <summary>Bytes of a large asset: many pieces, and no burden on a busy machine.</summary>
    public const int Large = 1_000_000;

    private readonly TemporaryFolder _folder = new();

    private FetchingNode(TestNode node, ReleaseServer server)
    {
        Node = node;
        Server = server;
    }

    public TestNode Node { get; }

    public ReleaseServer Server { get; }

    public IReadOnlyList<RecordedRequest> ApiRequests => [.. Server.Requests.Where(r => r.Host == HostRole.Api)];

    /// <summary>Requests for the bytes of assets.</summary>
    public IReadOnlyList<RecordedRequest> Downloads => [.. Server.Requests.Where(r => r.Host == HostRole.Storage)];

    /// <param name="autoInstall">Lines below <c>[autoInstall]</c>.</param>
    /// <param name="config">Lines above it.</param>
    public static async Task<FetchingNode> Create(bool withDataNode = false, string autoInstall = "", SmallDisk? disk = null, string config = "")
    {
        var server = await ReleaseServer.Start();
        return new FetchingNode(await TestNode.CreateOn(disk, withDataNode, config + Config(server, autoInstall)), server);
    }

    /// <summary>Replaces config.toml.</summary>
    /// <param name="further">Tables behind those of auto-install.</param>
    public void Configure(string autoInstall = "", string assetName = AssetName, string further = "") =>
        Node.Configure(Config(Server, autoInstall, assetName) + further);

    /// <summary>Publishes a release whose asset holds the binary of <paramref name="binary"/>, by default its own.</summary>
    /// <param name="padding">Bytes beside it that cannot be packed.</param>
    public async Task Publish(string tag = Next, string? binary = null, int padding = 0) =>
        Publish(tag, await Zip(binary ?? tag, padding));

    public void Publish(string tag, byte[] asset, string name = AssetName) => Publish(tag, ReleaseAsset.Of(name, asset));

    public void Publish(string tag, params IReadOnlyList<ReleaseAsset> assets) => Server.Publish(Owner, Repository, tag, assets);

    /// <summary>An asset as <see cref="Publish(string, string?, int)"/> makes it.</summary>
    public async Task<byte[]> Zip(string binary = Next, int padding = 0)
    {
        var vega = ArchiveEntry.File("vega", await Binary(binary));
        return padding == 0 ? ReleaseArchive.Zip(vega) : ReleaseArchive.Zip(vega, ArchiveEntry.File("padding", Noise(padding)));
    }

    /// <summary>The simulated node's <c>vega</c> of a release.</summary>
    public async Task<byte[]> Binary(string tag = Next, params string[] misbehaviours)
    {
        var path = await Node.Network.Install(_folder.In(Guid.NewGuid().ToString("N")), tag, misbehaviours);
        return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
    }

    /// <summary>The network accepts a release of a large asset that the server begins to send, and then sends nothing until it behaves.</summary>
    /// <param name="blocks">How far ahead the upgrade is.</param>
    public async Task StallDownload(long blocks = FarAhead, long afterBytes = 400_000)
    {
        await Publish(padding: Large);
        await Server.Misbehave(new Misbehaviour.Stall(afterBytes));
        Node.Network.UpgradeIn(blocks, Next);
        await Until(requests => requests.Any(r => r.IsStalled));
        var part = Node.In(".visor", "staging", Next, "asset");
        await Eventually.See(() => new FileInfo(part) is { Exists: true } file && file.Length == afterBytes ? part : null, Everything);
    }

    /// <summary>Waits until the requests are as a test wants them.</summary>
    public async Task Until(Func<IReadOnlyList<RecordedRequest>, bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Eventually.Patience);
        try
        {
            await Server.Until(condition, patience.Token);
        }
        catch (OperationCanceledException e) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the requests are not as they should be\n{Everything()}", e);
        }
    }

    /// <summary>Waits for the reason that the status gives for the upgrade, be it due by now or not.</summary>
    public async Task<string> WaitForReason(params string[] told) => (await Node.WaitForStatus(
        s => s.Upgrade is { State: "notReady" or "due", Reason: { } reason } && Array.TrueForAll(told, t => reason.Contains(t, StringComparison.Ordinal)),
        string.Join(" … ", told))).Upgrade!.Reason!;

    /// <summary>Wakes a Visor that waits before its next attempt, as every edit in its home does.</summary>
    public void Wake() => File.WriteAllText(Node.In("note"), "");

    /// <summary>The old release runs on as if nothing had happened, and nothing has been published.</summary>
    public void ShouldBeUntouched(TestProcess visor)
    {
        visor.HasExited.ShouldBeFalse(Everything());
        Node.ShouldHaveStarted(TestNode.Genesis);
        Node.Ledger.Lines.ShouldNotContain(l => l.IsEnd || l.Event == "sigterm", Everything());
        Node.Living("core").Count.ShouldBe(1, Everything());
        Node.Current.ShouldBe("genesis");
        Path.Exists(Node.In(Next)).ShouldBeFalse(Everything());
    }

    /// <summary>Waits until the next release runs, and that nothing but one switch has led there.</summary>
    public async Task Upgraded(TestProcess visor)
    {
        await Node.Ready(Next);
        Node.ShouldHaveStarted(TestNode.Genesis, Next);
        Node.Current.ShouldBe(Next);
        Directory.Exists(Node.In(".visor", "staging", Next)).ShouldBeFalse(Everything());
        await Node.StopCleanly(visor);
    }

    public string Everything() => $"{Node.Everything()}\nrequests:\n{string.Join('\n', Server.Requests)}";

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', Server.Requests));
        await Node.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Bytes that cannot be packed, the same each time.</summary>
    public static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        for (uint at = 0, state = 1; at < length; at++)
            bytes[at] = (byte)((state = (state * 1_664_525) + 1_013_904_223) >> 24);
        return bytes;
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
