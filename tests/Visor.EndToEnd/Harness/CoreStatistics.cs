using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Visor.EndToEnd.Harness;

/// <summary>A core that tells its height over HTTP, and a Visor that knows where.</summary>
internal static class CoreStatistics
{
    /// <summary>Writes the run config of a release anew.</summary>
    public static void Serve(TestNode node, string release)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var config = node.RunConfig(["--statistics-port", port]);
        node.Write($"{release}/run-config.toml", config.Replace("[vega.binary]", $"[vega]\nstatisticsUrl = \"http://127.0.0.1:{port}/statistics\"\n[vega.binary]", StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
