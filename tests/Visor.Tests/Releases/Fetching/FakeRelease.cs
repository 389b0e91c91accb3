using System.Security.Cryptography;
using Visor.Configuration;
using Visor.Http;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Http;
using Xunit;

namespace Visor.Tests.Releases.Fetching;

/// <summary>A release on a server whose answers a test writes, and whoever fetches it.</summary>
internal sealed class FakeRelease : IAsyncDisposable
{
    public const string Repository = "/repos/vegaprotocol/vega";
    public const string TagPath = Repository + "/releases/tags/v0.76.0";
    public const string AssetPath = Repository + "/releases/assets/1";
    public const string ChecksumsPath = Repository + "/releases/assets/2";
    public const string AssetName = "vega-linux-amd64.zip";

    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);
    public static readonly ReleaseTag Tag = ReleaseTag.Parse("v0.76.0");

    private readonly TemporaryFolder _folder = new();
    private readonly ReleaseServer _client;
    private readonly ReleaseFinder _releases;

    public FakeRelease(Func<Exchange, Task> script, int size = 100_000)
    {
        Content = new byte[size];
        new Random(size).NextBytes(Content);
        Server = ScriptedServer.OnTcp(script);
        _client = new ReleaseServer(Time, new ProxyVariables(_ => null));
        _releases = new ReleaseFinder(_client, Time);
    }

    public HastyTime Time { get; } = new();

    public RecordingLog Log { get; } = new();

    public ScriptedServer Server { get; }

    public AutoInstallConfig Config { get; set; } = VegaNode.AutoInstall with { Enabled = true, AssetName = AssetName };

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public byte[] Content { get; }

    public Sha256Digest Digest => Sha256Digest.Of(SHA256.HashData(Content));

    public string File
    {
        get => field ?? _folder["asset"];
        set;
    }

    public string Marker => File + ".json";

    public ReleaseSource Source => ReleaseSource.Create(Config with { ApiUrl = Server.Url("").ToString() }, Environment.GetValueOrDefault);

    public PublishedAsset Asset => new(Tag, AssetName, Server.Url(AssetPath), Content.Length, Digest);

    /// <summary>Paths that were asked for, in order.</summary>
    public IEnumerable<string> Paths => Server.Requests.Select(r => r.Split(' ')[1]);

    /// <summary>The JSON of the release with these assets.</summary>
    public static string Release(params IEnumerable<string> assets) =>
        $$"""{"id":7,"tag_name":"v0.76.0","draft":false,"body":"notes","assets":[{{string.Join(',', assets)}}]}""";

    public string AssetJson(string? digest = null, string name = AssetName, string path = AssetPath, string state = "uploaded", long? size = null) =>
        $$"""{"id":1,"name":"{{name}}","url":"{{Server.Url(path)}}","state":"{{state}}","size":{{size ?? Content.Length}},"""
        + $"\"digest\":{(digest is null ? "null" : $"\"{digest}\"")},\"uploader\":{{\"login\":\"someone\"}}}}";

    public Task<PublishedAsset> Find() =>
        _releases.Find(Source, Tag, TestContext.Current.CancellationToken).WaitAsync(Generous, TestContext.Current.CancellationToken);

    public Task<Sha256Digest> Fetch(PublishedAsset? asset = null, Action<DownloadProgress>? progress = null, CancellationToken? cancellation = null) =>
        new AssetDownload(_client, Time, Log)
            .Fetch(Source, asset ?? Asset, File, progress ?? (_ => { }), cancellation ?? TestContext.Current.CancellationToken)
            .WaitAsync(Generous, TestContext.Current.CancellationToken);

    public Task<string> Probe() =>
        new AssetProbe(_client, Time).Prove(Source, Asset, TestContext.Current.CancellationToken).WaitAsync(Generous, TestContext.Current.CancellationToken);

    /// <summary>Answers with the content from byte <paramref name="from"/> on, and breaks off before byte <paramref name="until"/>.</summary>
    public async Task Send(Exchange exchange, int from = 0, int? until = null, string etag = "\"one\"")
    {
        var head = from == 0
            ? $"HTTP/1.1 200 OK\r\nContent-Length: {Content.Length}\r\n"
            : $"HTTP/1.1 206 Partial Content\r\nContent-Length: {Content.Length - from}\r\nContent-Range: bytes {from}-{Content.Length - 1}/{Content.Length}\r\n";
        await exchange.Send($"{head}Content-Type: application/octet-stream\r\nETag: {etag}\r\n\r\n");
        await exchange.Send(Content[from..(until ?? Content.Length)]);
        if (until is not null)
            exchange.Close();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
