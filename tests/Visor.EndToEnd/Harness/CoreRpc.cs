using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Visor.EndToEnd.Harness;

/// <summary>Asks a core over its admin socket, as anybody could.</summary>
internal sealed class CoreRpc(string socket) : IDisposable
{
    public const string UpgradeStatus = """{"method":"protocolupgrade.UpgradeStatus","params":[{}],"id":7}""";

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        // A core opens its socket late, and it may be at any height by then.
        ConnectCallback = async (_, _) => new NetworkStream(
            await Eventually.See(() => TryConnect(socket), () => $"somebody listening on {socket}"), ownsSocket: true),
    });

    public async Task<(HttpStatusCode Status, string Body)> Post(
        string body, string contentType = "application/json", string path = "/rpc")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await _client.PostAsync(new Uri("http://core" + path), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The member <c>result</c> of the answer.</summary>
    public async Task<JsonElement> Ask()
    {
        using var answer = JsonDocument.Parse((await Post(UpgradeStatus)).Body);
        return answer.RootElement.GetProperty("result").Clone();
    }

    public void Dispose() => _client.Dispose();

    private static Socket? TryConnect(string socket)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            connection.Connect(new UnixDomainSocketEndPoint(socket));
            return connection;
        }
        catch (SocketException)
        {
            connection.Dispose();
            return null;
        }
    }
}
