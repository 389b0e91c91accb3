using Microsoft.Extensions.Time.Testing;
using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Model;
using Visor.Processes;
using Visor.Releases;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Processes;

namespace Visor.Tests.Releases;

/// <summary>The folder of a release, its binary a script that says its version, and what checks it.</summary>
internal sealed class ReleaseFolder : IAsyncDisposable
{
    private readonly Scripts _scripts = new();
    private readonly TestProcesses _nursery = new();

    public ReleaseFolder()
    {
        Commands = new CommandRunner(_nursery.Spawner, _nursery.Children, Time);
        Versions = new VersionProbe(Commands, VegaNode.Chain.Proof, Time);
        RunConfigs = new DefinitionCache(VegaNode.Chain.Layout);
        Prepared = new ReleaseVerifier(RunConfigs, Versions, Log);
    }

    public static ReleaseTag Tag { get; } = ReleaseTag.Parse("v0.2.0");

    public FakeTimeProvider Time { get; } = new();

    public CommandRunner Commands { get; }

    public VersionProbe Versions { get; }

    public DefinitionCache RunConfigs { get; }

    public ReleaseVerifier Prepared { get; }

    /// <summary>What was said about it.</summary>
    public RecordingLog Log { get; } = new();

    public Scripts Files => _scripts;

    public string Path => System.IO.Path.GetDirectoryName(_scripts["x"])!;

    public string Binary => _scripts["vega"];

    public UpgradeHooks HooksOf(VisorHome home, HooksConfig hooks) => new(new HookRun(home, Commands), () => hooks, Log);

    public ReleaseFolder WithRunConfig(string dataNode = "")
    {
        File.WriteAllText(_scripts["run-config.toml"], $"""
            [vega.binary]
            path = "vega"
            args = ["start"]
            [vega.rpc]
            socketPath = "/run/vega.sock"
            httpPath = "/rpc"
            {dataNode}
            """);
        return this;
    }

    /// <summary>A binary that counts in the file <c>asked</c> how often it is asked.</summary>
    public ReleaseFolder WithBinary(string version = "v0.2.0", string name = "vega") =>
        WithScript($"echo \"$*\" >>$D/asked\necho '{{\"version\":\"{version}\",\"hash\":\"abc\"}}'", name);

    public ReleaseFolder WithScript(string body, string name = "vega")
    {
        _scripts.Write(name, body);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _nursery.DisposeAsync();
        _scripts.Dispose();
    }
}
