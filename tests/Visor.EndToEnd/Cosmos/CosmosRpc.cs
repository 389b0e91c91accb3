using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Visor.EndToEnd.Cosmos;

/// <summary>Asks a simulated Cosmos node, without Visor.</summary>
/// <param name="address"><c>tcp://host:port</c> or <c>unix:///path</c>.</param>
internal sealed class CosmosRpc(string address) : IDisposable
{
    private readonly HttpClient _client = new(HandlerFor(address)) { BaseAddress = new Uri("http://" + (IsUnix(address) ? "node" : address["tcp://".Length..])), Timeout = Eventually.Patience };

    public string Address => address;

    /// <summary>Height of the block store; null: nobody answers.</summary>
    public async Task<long?> Store() =>
        await Try("status") is { } answer ? Number(answer.GetProperty("sync_info").GetProperty("latest_block_height")) : null;

    /// <summary>Height of the application; null: nobody answers.</summary>
    public async Task<long?> App() => await Try("abci_info") is { } answer
        ? answer.GetProperty("response").TryGetProperty("last_block_height", out var height) ? Number(height) : 0
        : null;

    /// <summary>Waits until the application has committed a block.</summary>
    public Task Reaches(long height) => Eventually.See(async () => await App() >= height ? this : null, () => $"height {height} at {address}");

    /// <summary>Waits until the node answers.</summary>
    public Task Answers() => Eventually.See(async () => await Store() is not null ? this : null, () => $"an answer from {address}");

    /// <returns>Height in which an upgrade was carried out; 0: it was not.</returns>
    public async Task<long> AppliedPlan(string name)
    {
        var data = Convert.ToHexString([0x0a, (byte)name.Length, .. Encoding.UTF8.GetBytes(name)]);
        var value = (await Query("AppliedPlan", data)).GetProperty("value").GetBytesFromBase64();
        long height = 0;
        for (var i = 1; i < value.Length; i++)
            height |= (long)(value[i] & 0x7f) << (7 * (i - 1));
        return height;
    }

    public async Task<string> CurrentPlan() => (await Query("CurrentPlan", "")).GetProperty("value").GetString() ?? "";

    /// <returns>The <c>response</c> of abci_query.</returns>
    public async Task<JsonElement> Query(string method, string data, string height = "0") => (await Call("abci_query", new
    {
        path = $"/cosmos.upgrade.v1beta1.Query/{method}",
        data,
        height,
        prove = false,
    })).GetProperty("response");

    /// <returns>Its <c>result</c>.</returns>
    public async Task<JsonElement> Call(string method, object? parameters = null)
    {
        var (_, body) = await Post(JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method, @params = parameters ?? new { } }));
        return Parse(body).GetProperty("result");
    }

    public Task<(int Status, string Body)> Post(string body, string path = "/") => Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    public Task<(int Status, string Body)> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonElement?> Try(string method)
    {
        try
        {
            return await Call(method);
        }
        catch (HttpRequestException)
        {
            return null; // Nobody listens, or it has just ended.
        }
    }

    private async Task<(int Status, string Body)> Send(HttpRequestMessage request)
    {
        using (request)
        {
            using var reply = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private static long Number(JsonElement text) => long.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static bool IsUnix(string address) => address.StartsWith("unix://", StringComparison.Ordinal);

    private static SocketsHttpHandler HandlerFor(string address) => !IsUnix(address) ? new SocketsHttpHandler { UseProxy = false } : new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(address["unix://".Length..]), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
