using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Visor.Demo.Cosmos;

/// <summary>One node in a home that Cosmovisor would have laid out, and the Visor in Cosmovisor's place.</summary>
internal sealed class CosmosNode(string name, int number, string folder) : IDisposable
{
    private const string Daemon = "appd";

    private readonly string _home = Path.Combine(folder, "home");
    private LoggedVisor? _visor;

    public string Name => name;

    /// <summary>DAEMON_HOME.</summary>
    public string Home => _home;

    public string LogFile { get; } = Path.Combine(folder, "visor.log");

    public bool HasExited => _visor?.HasExited ?? false;

    /// <summary>Null: it was never started.</summary>
    public int? ExitCode => _visor?.ExitCode;

    /// <summary>What <c>current</c> names.</summary>
    public string? Current => new FileInfo(Path.Combine(_home, "cosmovisor", "current")).LinkTarget;

    public void Write(CosmosNetwork network)
    {
        Directory.CreateDirectory(Path.Combine(_home, "config"));
        Directory.CreateDirectory(Path.Combine(_home, "data"));

        // An address of its own on the loopback.
        var address = string.Create(CultureInfo.InvariantCulture, $"tcp://127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(256)}.{number}:26657");
        Text("config/config.toml", $"[rpc]\nladdr = \"{address}\"\n");
        Text("config/client.toml", $"node = \"{address}\"\n");
        Text("config/priv_validator_key.json", $$"""{"address":"{{Guid.NewGuid():N}}"}""");
        Text("data/priv_validator_state.json", """{"height":"0","round":0,"step":0}""");
        File.CreateSymbolicLink(Path.Combine(_home, "config", "simchain.json"), network.File);
        Text("cosmovisor/visor.toml", "# Any failure ends this Visor, so that the demo shows it.\nmaxNumberOfRestarts = 0\n");
        Place("genesis", CosmosNetwork.Genesis, handlers: []);
        foreach (var step in CosmosNetwork.Voted)
            Place(step);
    }

    /// <summary>The operator puts a release into its folder.</summary>
    public void Place(CosmosStep step) => Place($"upgrades/{step.Name}", step, [.. CosmosNetwork.Voted.TakeWhile(s => s.Height <= step.Height).Select(s => s.Name)]);

    public void Start(ProcessMark mark) =>
        _visor = LoggedVisor.StartLine([Programs.Visor, "cosmovisor", "run", "start", "--home", _home], LogFile, mark, [new("DAEMON_HOME", _home), new("DAEMON_NAME", Daemon)]);

    /// <summary>Runs another verb of Visor to its end.</summary>
    /// <exception cref="IOException">It has failed.</exception>
    public async Task Do(CancellationToken cancellation, params string[] words)
    {
        var info = new ProcessStartInfo(Programs.Visor, [.. words, "--home", _home]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(info)!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new IOException($"{name}: `visor {string.Join(' ', words)}` ended with {process.ExitCode}: {said}");
    }

    public void Terminate() => _visor?.Terminate();

    public Task WaitForExit(CancellationToken cancellation) => _visor?.WaitForExit(cancellation) ?? Task.CompletedTask;

    public async Task Restart(ProcessMark mark, CancellationToken cancellation)
    {
        Terminate();
        await WaitForExit(cancellation);
        Dispose();
        Start(mark);
    }

    /// <returns>Null: no Visor has written it yet.</returns>
    public CosmosView? Look()
    {
        var path = Path.Combine(_home, "cosmovisor", ".visor", "status.json");
        if (!File.Exists(path))
            return null;
        using var status = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = status.RootElement;
        var node = root.GetProperty("node");
        return new CosmosView(
            node.GetProperty("state").GetString()!, node.GetProperty("release").GetString()!,
            root.GetProperty("upgrade") is { ValueKind: JsonValueKind.Object } upgrade ? $"{upgrade.GetProperty("tag").GetString()} {upgrade.GetProperty("state").GetString()}" : "",
            root.GetProperty("lastUpgrade") is { ValueKind: JsonValueKind.Object } last && last.GetProperty("downtimeMs") is { ValueKind: JsonValueKind.Number } down ? down.GetInt64() : null);
    }

    public void Dispose() => _visor?.Dispose();

    private void Text(string file, string text)
    {
        var path = Path.Combine(_home, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Place(string release, CosmosStep step, string[] handlers)
    {
        var bin = Directory.CreateDirectory(Path.Combine(_home, "cosmovisor", release, "bin")).FullName;
        var program = Programs.SimulatedCosmosNode;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(program)!).Where(f => Path.GetExtension(f) is not (".pdb" or ".dbg" or ".xml")))
            File.Copy(file, Path.Combine(bin, string.Equals(file, program, StringComparison.Ordinal) ? Daemon : Path.GetFileName(file)));
        var isVoted = handlers.Contains(step.Name, StringComparer.Ordinal);
        File.WriteAllBytes(
            Path.Combine(bin, Daemon + ".release.json"),
            JsonSerializer.SerializeToUtf8Bytes(new { version = step.Release, dialect = "050", upgrade = step.Height == 0 || isVoted ? null : step.Name, handlers, closeMs = 100 }, JsonSerializerOptions.Web));
    }
}

/// <param name="Downtime">Of the last upgrade, in milliseconds; null: none, or not known yet.</param>
internal sealed record CosmosView(string State, string Release, string Upgrade, long? Downtime);
