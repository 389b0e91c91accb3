using System.Globalization;
using Visor.SimulatedGitHub;
using Visor.SimulatedGitHub.Requests;

namespace Visor.Bench;

/// <summary>What Visor's download is measured against: <c>curl -o</c> of the same asset by the same way, redirect included.</summary>
internal static class CurlDownload
{
    public static async Task<bool> IsThere() => (await Tools.Capture("/bin/sh", "-c", "command -v curl")).ExitCode == 0;

    /// <param name="folder">Of the same disk.</param>
    /// <returns>Milliseconds, as curl itself has measured them.</returns>
    public static async Task<double> Measure(Tools tools, ReleaseServer server, string folder)
    {
        var asset = server.Requests.Last(r => r.Host is HostRole.Api && r.Path.Contains("/assets/", StringComparison.Ordinal));
        var target = Path.Combine(folder, "by-curl");
        string[] command =
        [
            .. tools.Priority, "curl", "--silent", "--fail", "--location", "--noproxy", "*", "--header", "Accept: application/octet-stream",
            "--write-out", "%{time_total}", "--output", target, server.ApiUrl + asset.Path,
        ];
        var (exitCode, seconds) = await Tools.Capture("env", command);
        if (exitCode != 0)
            throw new InvalidOperationException($"curl has ended with {exitCode}");
        File.Delete(target);
        return double.Parse(seconds, CultureInfo.InvariantCulture) * 1000;
    }
}
