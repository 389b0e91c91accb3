using System.Diagnostics;
using Visor.SimulatedGitHub;
using Visor.SimulatedGitHub.Requests;

namespace Visor.Bench;

/// <summary>What Visor's download is measured against: <c>curl -o</c> of the same asset by the same way, redirect included.</summary>
internal static class CurlDownload
{
    public static async Task<bool> IsThere() => (await Tools.Capture("/bin/sh", "-c", "command -v curl")).ExitCode == 0;

    /// <param name="folder">Of the same disk.</param>
    /// <returns>Milliseconds from its request for the bytes to its end.</returns>
    public static async Task<double> Measure(Tools tools, ReleaseServer server, string folder)
    {
        var asset = server.Requests.Last(r => r.Host is HostRole.Api && r.Path.Contains("/assets/", StringComparison.Ordinal));
        var target = Path.Combine(folder, "by-curl");
        string[] command =
        [
            .. tools.Priority, "curl", "--silent", "--fail", "--location", "--noproxy", "*", "--header", "Accept: application/octet-stream",
            "--output", target, server.ApiUrl + asset.Path,
        ];
        var (exitCode, _) = await Tools.Capture("env", command);
        var end = Stopwatch.GetElapsedTime(0);
        if (exitCode != 0)
            throw new InvalidOperationException($"curl has ended with {exitCode}");
        File.Delete(target);
        return (end - server.Requests[^1].BeganAt).TotalMilliseconds;
    }
}
