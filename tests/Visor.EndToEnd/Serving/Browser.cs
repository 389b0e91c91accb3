using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Serving;

/// <summary>One tab of a real browser, driven by the Chrome DevTools Protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private readonly ConcurrentQueue<(string Name, JsonNode Details)> _events = new();
    private TestProcess? _process;
    private Task _reading = Task.CompletedTask;
    private string? _session;
    private int _lastId;

    private Browser()
    {
    }

    /// <summary>What the page has asked for, address by address.</summary>
    public IReadOnlyList<string> Requests =>
        [.. _events.Where(e => e.Name is "Network.requestWillBeSent").Select(e => (string)e.Details["request"]!["url"]!)];

    /// <summary>What the browser complains about: refused by the page's policy, not found, a script that failed.</summary>
    public IReadOnlyList<string> Complaints =>
        [.. _events.Where(e => e.Name is "Log.entryAdded" or "Runtime.exceptionThrown" or "Runtime.consoleAPICalled").Select(e => e.Details.ToJsonString())];

    public static async Task<Browser> Start()
    {
        Requirement.Program("chromium");
        var browser = new Browser();
        try
        {
            await browser.Open();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    public Task DisableScripts() => Ask("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = true });

    public Task Size(int width, int height, double scale = 1) => Ask("Emulation.setDeviceMetricsOverride", new JsonObject
    {
        ["width"] = width,
        ["height"] = height,
        ["deviceScaleFactor"] = scale,
        ["mobile"] = false,
    });

    /// <param name="scheme"><c>light</c> or <c>dark</c>.</param>
    public Task Prefer(string scheme) => Ask("Emulation.setEmulatedMedia", new JsonObject
    {
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
    });

    public async Task Visit(Uri address)
    {
        var loaded = Loaded;
        await Ask("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri });
        await Eventually.See(() => Loaded > loaded ? this : null, () => $"{address} loaded\n{string.Join('\n', _events)}");
    }

    /// <summary>The document as it is now, also what the script has made of it.</summary>
    public async Task<string> Document()
    {
        var loaded = Loaded;
        try
        {
            return await Look();
        }
        catch (InvalidOperationException)
        {
            // The page was just loading itself anew.
            await Eventually.See(() => Loaded > loaded ? this : null, () => $"loaded anew\n{string.Join('\n', _events)}");
            return await Look();
        }
    }

    private int Loaded => _events.Count(e => e.Name is "Page.loadEventFired");

    private async Task<string> Look()
    {
        var root = await Ask("DOM.getDocument", new JsonObject { ["depth"] = 0 });
        var html = await Ask("DOM.getOuterHTML", new JsonObject { ["nodeId"] = (int)root["root"]!["nodeId"]! });
        return (string)html["outerHTML"]!;
    }

    public async Task<string> DocumentWith(Func<string, bool> wanted, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Eventually.Patience);
        while (true)
        {
            var document = await Document();
            if (wanted(document))
                return document;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"the page never showed {what}:\n{document}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    /// <returns>A picture in PNG.</returns>
    public async Task<byte[]> Screenshot() => Convert.FromBase64String((string)(await Ask("Page.captureScreenshot", []))["data"]!);

    public async Task<JsonNode> Evaluate(string script) =>
        (await Ask("Runtime.evaluate", new JsonObject { ["expression"] = script, ["returnByValue"] = true }))["result"]!["value"]!;

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading;
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task Open()
    {
        var profile = _folder.In("profile");
        _process = TestProcess.Start(
            "chromium",
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--remote-debugging-port=0",
            $"--user-data-dir={profile}", "about:blank");

        // Its port and, on a second line, the path of the browser's own socket.
        var file = Path.Combine(profile, "DevToolsActivePort");
        var lines = await Eventually.See(
            () => File.Exists(file) && File.ReadAllLines(file) is [_, _, ..] whole ? whole : null, () => $"the port of chromium\n{_process.Output}");
        await _socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), TestContext.Current.CancellationToken);
        _reading = Read();

        var target = await Ask("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await Ask("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        _session = (string)attached["sessionId"]!;
        foreach (var domain in new[] { "Page", "Network", "Log", "Runtime", "DOM" })
            await Ask($"{domain}.enable", []);
    }

    private async Task<JsonNode> Ask(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref _lastId);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            message["sessionId"] = _session;
        var answer = _asked[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        return await answer.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }

    private async Task Read()
    {
        try
        {
            while (await Message() is { } message)
            {
                if (message["id"] is { } id && _asked.TryRemove((int)id, out var asked))
                {
                    if (message["result"] is { } result)
                        asked.SetResult(result);
                    else
                        asked.SetException(new InvalidOperationException(message.ToJsonString()));
                }
                else if (message["method"] is { } name)
                {
                    _events.Enqueue(((string)name!, message["params"]!));
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser or the test has ended.
        }
    }

    private async Task<JsonNode?> Message()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(whole.ToArray());
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Requests.Count} requests, {Complaints.Count} complaints");
}
