using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Visor.SimulatedGitHub;
using Visor.SimulatedGitHub.Releases;
using Xunit;

namespace Visor.EndToEnd.SimulatedGitHub;

/// <summary>A release server with one release, and a plain client that follows nothing by itself.</summary>
internal sealed class GitHubClient : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    private GitHubClient(ReleaseServer server) => Server = server;

    public ReleaseServer Server { get; }

    /// <summary>A little of everything, so that a wrong place in it is noticed.</summary>
    public static byte[] Content { get; } = [.. Enumerable.Range(0, 300_000).Select(i => (byte)((i * 7) ^ (i >> 8)))];

    public static async Task<GitHubClient> Start()
    {
        var client = new GitHubClient(await ReleaseServer.Start());
        client.Server.Publish("vegaprotocol", "vega", "v0.2.0", ReleaseAsset.Of("vega-linux-amd64.zip", Content));
        return client;
    }

    public async Task<HttpResponseMessage> Send(string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url.StartsWith('/') ? Server.ApiUrl + url : url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("test", "1"));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> Status(string url, params (string Name, string Value)[] headers)
    {
        using var response = await Send(url, headers);
        return response.StatusCode;
    }

    public async Task<JsonElement> Json(string url, params (string Name, string Value)[] headers)
    {
        using var response = await Send(url, headers);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return json.RootElement.Clone();
    }

    public async Task<JsonElement> Asset() => (await Json("/repos/vegaprotocol/vega/releases/tags/v0.2.0")).GetProperty("assets")[0];

    /// <summary>The address of the API for the bytes of the asset.</summary>
    public async Task<string> AssetUrl() => (await Asset()).GetProperty("url").GetString()!;

    /// <summary>Where the API sends a client for the bytes.</summary>
    public async Task<string> StorageUrl()
    {
        using var response = await Send(await AssetUrl(), ("Accept", "application/octet-stream"));
        return response.Headers.Location!.ToString();
    }

    public async Task<byte[]> Bytes(string url, params (string Name, string Value)[] headers)
    {
        using var response = await Send(url, headers);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
