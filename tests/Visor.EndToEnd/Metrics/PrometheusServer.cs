using System.Globalization;
using System.Text.Json;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Metrics;

/// <summary>A real Prometheus with a database in a folder of its own; it looks once a second and knows Visor's alerts.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly TestProcess _process;

    private PrometheusServer(string target)
    {
        var config = _folder.Write("prometheus.yml", $"""
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files:
              - {MonitoringFiles.PathOf("alerts.yml")}
            scrape_configs:
              - job_name: visor
                static_configs:
                  - targets: ["{target}"]

            """);
        _process = TestProcess.Start(
            "prometheus", $"--config.file={config}", $"--storage.tsdb.path={_folder.In("data")}", "--web.listen-address=127.0.0.1:0");
    }

    /// <summary>Starts it.</summary>
    /// <param name="target"><c>host:port</c> of what it is to scrape.</param>
    public static async Task<PrometheusServer> Scrape(string target)
    {
        var server = new PrometheusServer(target);
        try
        {
            var line = await server._process.WaitForLine("msg=\"Listening on\"");
            server._client.BaseAddress = new Uri($"http://{line[(line.LastIndexOf('=') + 1)..]}/");
            await server._process.WaitForLine("Server is ready to receive web requests");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a query has exactly one answer and it is this one.</summary>
    public async Task WaitFor(string query, double value)
    {
        var seen = "";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Eventually.Patience);
        try
        {
            while (true)
            {
                seen = await _client.GetStringAsync(new Uri($"api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative), patience.Token);
                if (Single(seen) is { } single && single.Equals(value))
                    return;
                await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
            }
        }
        catch (OperationCanceledException e) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{query} is not {value} but {seen}\n{_process.Output}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    private static double? Single(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var result = json.RootElement.GetProperty("data").GetProperty("result");
        return result.GetArrayLength() == 1 ? double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture) : null;
    }
}
