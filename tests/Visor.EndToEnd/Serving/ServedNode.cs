using System.Globalization;
using System.Net.Sockets;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Serving;

/// <summary>A node whose Visor serves its status, and a client for it.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    /// <summary>The kernel chooses the port; the log says which.</summary>
    public const string Listen = "[status]\nlisten = \"127.0.0.1:0\"\n";

    private const string Served = "is served at http";

    private readonly HttpClient _client = new();

    private ServedNode(TestNode node, TestProcess visor, Uri address)
    {
        Node = node;
        Visor = visor;
        Address = address;
    }

    public TestNode Node { get; }

    public TestProcess Visor { get; }

    public Uri Address { get; private set; }

    public static async Task<ServedNode> Start(bool withDataNode = false, Func<TestNode, Task>? prepare = null)
    {
        var node = await TestNode.Create(withDataNode, Listen);
        if (prepare is not null)
            await prepare(node);
        var visor = await node.RunUntilReady();
        return new ServedNode(node, visor, AddressIn(await visor.WaitForLine(Served)));
    }

    /// <summary>Where it is served after so many times of being served anew.</summary>
    public static async Task<Uri> AddressOf(TestProcess visor, int count) => AddressIn(await Eventually.See(
        () => visor.Lines.Where(l => l.Contains(Served, StringComparison.Ordinal)).ElementAtOrDefault(count - 1),
        () => $"served {count} times\n{visor.Output}"));

    public async Task<HttpResponseMessage> Ask(string path, HttpMethod? method = null, string? host = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(Address, path)) { Content = content };
        if (host is not null)
            request.Headers.Host = host;
        return await _client.SendAsync(request, Cancellation);
    }

    /// <summary>The first line of the answer to what is sent, byte for byte; empty: the connection ended without any.</summary>
    public async Task<string> Say(string bytes)
    {
        using var socket = await Connect();
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);
        try
        {
            await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(bytes), Cancellation);
            return await reader.ReadLineAsync(Cancellation).AsTask().WaitAsync(Eventually.Patience, Cancellation) ?? "";
        }
        catch (IOException)
        {
            return ""; // Reset by the server, which is an answer too.
        }
    }

    public async Task<TcpClient> Connect()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(Address.Host, Address.Port, Cancellation);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Node.DisposeAsync();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Uri AddressIn(string line) => new(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim(), UriKind.Absolute);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}");
}
