using System.Collections.Concurrent;
using System.Security.Cryptography;
using Visor.Chains.Cosmos.Downloads;
using Visor.Chains.Cosmos.PlanInfos;
using Visor.Http;
using Visor.Model;
using Visor.Releases.Downloads;
using Visor.Releases.Fetching;
using Visor.Releases.Unpacking;
using Visor.Releases.Unpacking.Content;
using Visor.Tests.Http;
using Visor.Tests.Releases.Fetching;
using Visor.Tests.Releases.Unpacking;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Downloads;

/// <summary>A Cosmovisor home, and a server on loopback whose files are what a test puts there.</summary>
internal sealed class DownloadPlace : IAsyncDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly ReleaseServer _client;
    private readonly ConcurrentDictionary<string, Func<Exchange, Task>> _answers = new(StringComparer.Ordinal);

    public DownloadPlace()
    {
        Server = ScriptedServer.OnTcp(e => _answers.TryGetValue(e.Request.Split(' ')[1], out var answer)
            ? answer(e)
            : e.Send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        _client = new ReleaseServer(Time, new ProxyVariables(_ => null));
    }

    public static byte[] Program => UnpackingPlace.Program();

    public HastyTime Time { get; } = new();

    public ScriptedServer Server { get; }

    public DownloadLimits Limits { get; set; } = DownloadLimits.Default;

    /// <summary>Whether the configuration names keys of a publisher.</summary>
    public bool DemandsSignature { get; set; }

    public string Upgrades => _folder["upgrades"];

    public string Folder => Path.Combine(Upgrades, "v2");

    public string Binary => Path.Combine(Folder, "bin", "gaiad");

    public string this[string path] => Path.Combine(Folder, path);

    /// <returns>Its address.</returns>
    public string Serve(string path, byte[] content) => Serve(path, async e =>
    {
        await e.Send($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\n\r\n");
        await e.Send(content);
    });

    public string Serve(string path, Func<Exchange, Task> answer)
    {
        _answers[path] = answer;
        return Server.Url(path).AbsoluteUri;
    }

    public static string Sha256(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public static string Inline(string address) => $"{{\"binaries\":{{\"{GoPlatform.Own}\":\"{address}\"}}}}";

    public Task<string> Get(string info, bool demandChecksum = false, string? platform = null) =>
        new PlanDownload(new BinaryDownloads(_client, Limits, UnpackLimits.Default, ElfMachine.Own, Time) { DemandsSignature = () => DemandsSignature }, platform ?? GoPlatform.Own)
            .Download(PlanInfoParser.Parse(info), Folder, "gaiad", demandChecksum, TestContext.Current.CancellationToken)
            .WaitAsync(Generous, TestContext.Current.CancellationToken);

    /// <returns>The message of the refusal.</returns>
    public async Task<string> Refusal(string info, bool demandChecksum = false, string? platform = null)
    {
        try
        {
            return $"nothing is wrong with {await Get(info, demandChecksum, platform)}";
        }
        catch (ReleaseException e)
        {
            return e.Message;
        }
    }

    /// <summary>Every file below <c>upgrades</c>, hidden ones too.</summary>
    public IEnumerable<string> Files => Directory.Exists(Upgrades)
        ? Directory.EnumerateFileSystemEntries(Upgrades, "*", SearchOption.AllDirectories).Where(e => !Directory.Exists(e)).Select(f => Path.GetRelativePath(Upgrades, f)).Order(StringComparer.Ordinal)
        : [];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
