using Microsoft.Extensions.Time.Testing;
using Visor.Chains.Vega.Launch;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Recovery.Stamp;
using Visor.Releases;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Home;
using Visor.Tests.Journaling;
using Visor.Tests.Processes;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

/// <summary>A home whose journal names the genesis release, with scripts for binaries: real processes, which tell what they were started with.</summary>
internal sealed class LaunchPlace : IAsyncDisposable
{
    private readonly TestProcesses _nursery = new();
    private readonly ProcessSetLauncher _launch;

    public LaunchPlace()
    {
        Link.PointTo(Home["genesis"]);
        Journal = OpenJournal.At(Home.Paths.Journal, TimeProvider.System, Log);
        Journal.Record(new JournalEntry.Selected("v0.1.0", "genesis", "x"));
        var identities = new ProcessIdentities();
        var commands = new CommandRunner(_nursery.Spawner, _nursery.Children, TimeProvider.System);
        var runConfigs = new DefinitionCache(VegaNode.Chain.Layout);
        var versions = new SetVersionProbe(runConfigs, new VersionProbe(commands, VegaNode.Chain.Proof, Time), Log);
        var data = new DataPreconditions(
            Home.Paths, VegaNode.Chain, () => new StampVerifier(Home.Paths, VegaNode.Chain, new VisorConfig(), runConfigs, Link, "/", TimeProvider.System, new StampWarnings(Log)), () => Journal.History, "/");
        var witness = new VegaWitness(commands);
        var telemetry = new RuntimeTelemetry(TimeProvider.System, Log, () => { });
        var outputs = new LastOutputs(
            new LastOutputReader(_ => new OutputTarget.Elsewhere("a pipe"), new JournaldTail(program: null, commands, TimeProvider.System), _ => false, TimeProvider.System), telemetry, Log);
        _launch = new ProcessSetLauncher(
            Home.Paths, VegaNode.Chain, new ReleasePreconditions(Home.Paths, runConfigs, versions, Link, Journal, Log), data, new VegaLaunchPlanner(witness), witness,
            new ProcessStarter(Home.Paths, _nursery.Spawner, _nursery.Children, identities, outputs), identities, Journal, Current,
            telemetry, TimeProvider.System, Log);
    }

    public HomeFolder Home { get; } = new("genesis", "v0.2.0");

    /// <summary>Of what a binary has said: how long ago that was.</summary>
    public FakeTimeProvider Time { get; } = new();

    public RecordingLog Log { get; } = new();

    public RunningNodeSlot Current { get; } = new();

    public CurrentLink Link => new(Home.Paths);

    public Journal Journal { get; }

    public string Socket => Home["vega.sock"];

    public IReadOnlyList<JournalEntry> Entries => OpenJournal.Read(Home.Paths.Journal);

    /// <summary>What each binary was asked or started with, by the name of its file.</summary>
    public IReadOnlyList<string> Told => File.Exists(Home["told"]) ? File.ReadAllLines(Home["told"]) : [];

    public bool NothingHasStarted => Current.Running is null && !Entries.Any(e => e is JournalEntry.Intent or JournalEntry.Started);

    /// <param name="dataNode">Its binary; null: there is no data node.</param>
    public LaunchPlace WithRunConfig(string folder, string coreArguments = "\"start\"", string? dataNode = null)
    {
        var rest = dataNode is null ? "" : $"[data_node.binary]\npath = \"{dataNode}\"\nargs = [\"datanode\", \"start\"]\n";
        Home.Write($"{folder}/run-config.toml", $"[vega.binary]\npath = \"vega\"\nargs = [{coreArguments}]\n[vega.rpc]\nsocketPath = \"{Socket}\"\nhttpPath = \"/rpc\"\n{rest}");
        return this;
    }

    /// <summary>A binary that says this version and, started, runs until it is killed.</summary>
    /// <param name="file">Such as <c>genesis/vega</c>.</param>
    /// <param name="history">Where the data node's history ends; null: there is none.</param>
    /// <param name="asked">What else it does when it is asked for its version.</param>
    public LaunchPlace WithBinary(string file, string version, int? history = null, string asked = ":")
    {
        var segment = history is { } height ? $"echo '{{\"LatestSegment\":{{\"to_height\":{height}}}}}'" : "echo no history segments found; exit 1";
        return WithScript(file, $$"""
            echo "{{file}} $*" >>{{Home["told"]}}
            case "$*" in
              version*) echo '{"version":"{{version}}","hash":"abc"}'; {{asked}} ;;
              *network-history*) {{segment}} ;;
              *) exec sleep 1000 ;;
            esac
            """);
    }

    public LaunchPlace WithScript(string file, string body)
    {
        File.SetUnixFileMode(Home.Write(file, $"#!/bin/sh\n{body}\n"), (UnixFileMode)0b111_101_101);
        return this;
    }

    public Task<NodeEvent> Launch(ActiveRelease active, StartCause cause = StartCause.Fresh) =>
        _launch.Run(new WorkItem.Launch(active, cause), Cancellation).WaitAsync(Scripts.Deadline, Cancellation);

    /// <summary>What so many processes were started with, once all of them have told.</summary>
    public async Task<IReadOnlyList<string>> Started(int count)
    {
        IReadOnlyList<string> Starts() => [.. Told.Where(t => t.Contains("start", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        await Eventually.Holds(() => Starts().Count >= count, $"{count} starts");
        return Starts();
    }

    /// <summary>Ends what was started, as if it had died.</summary>
    public async Task End()
    {
        foreach (var process in Current.Set.Processes)
        {
            ProcessGroup.SignalAll(process.Pid, Signals.Kill);
            await process.Ended.WaitAsync(Scripts.Deadline, CancellationToken.None);
        }

        Current.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        Current.Dispose();
        Journal.Dispose();
        await _nursery.DisposeAsync();
        Home.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
