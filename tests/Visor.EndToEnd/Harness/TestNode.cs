using System.Text.Json;
using Shouldly;
using Xunit;

namespace Visor.EndToEnd.Harness;

/// <summary>
/// One node of a simulated network: the home of its Visor, the home of its processes and what an operator does to both.
/// Disposing ends all of it, and puts what was said and witnessed into the output of the test.
/// </summary>
internal sealed class TestNode : IAsyncDisposable
{
    public const string Genesis = "v0.1.0";

    /// <summary>A node that ends is started again at once; everything else is the default.</summary>
    public const string Config = "restartsDelaySeconds = 0\n";

    private readonly TemporaryFolder _folder = new();
    private readonly List<TestProcess> _visors = [];
    private readonly bool _withDataNode;

    private readonly string _disk;

    private string _name = "home";

    private TestNode(bool withDataNode, IDisk? disk)
    {
        _withDataNode = withDataNode;
        _disk = disk?.Path ?? _folder.Path;
        Network = new SimulatedNetwork(_folder);
        NodeHome = _folder.In("node");
        Ledger = new Ledger(NodeHome);
    }

    public SimulatedNetwork Network { get; }

    public Ledger Ledger { get; }

    /// <summary>Visor's home.</summary>
    public string Home => Path.Combine(_disk, _name);

    /// <summary>The <c>--home</c> of core and data node.</summary>
    public string NodeHome { get; }

    public string Socket => Path.Combine(NodeHome, "vega.sock");

    /// <summary>What <c>current</c> names, as it stands in the link; null: there is no link.</summary>
    public string? Current => new FileInfo(In("current")).LinkTarget;

    /// <summary>Written by a Visor just before the fault asked of it.</summary>
    public string FaultMark => _folder.In("fault");

    public string In(params ReadOnlySpan<string> names) => Path.Combine([Home, .. names]);

    /// <summary>A home with a config.toml and the genesis release.</summary>
    /// <param name="misbehaviours">Of the genesis binary.</param>
    public static Task<TestNode> Create(
        bool withDataNode = false, string config = "", IReadOnlyList<string>? coreArgs = null, params string[] misbehaviours) =>
        CreateOn(disk: null, withDataNode, config, coreArgs, misbehaviours);

    /// <summary>A home that lies on a disk of its own; what the node writes does not.</summary>
    /// <inheritdoc cref="Create"/>
    public static async Task<TestNode> CreateOn(
        IDisk? disk,
        bool withDataNode = false,
        string config = "",
        IReadOnlyList<string>? coreArgs = null,
        params string[] misbehaviours)
    {
        var node = new TestNode(withDataNode, disk);
        node.Configure(config);
        await node.Prepare(Genesis, "genesis", coreArgs, misbehaviours);
        return node;
    }

    /// <summary>Gives the home another name while no Visor runs.</summary>
    public void Rename(string name)
    {
        var before = Home;
        _name = name;
        Directory.CreateDirectory(Path.GetDirectoryName(Home)!);
        Directory.Move(before, Home);
    }

    /// <summary>Writes config.toml: <see cref="Config"/>, then this.</summary>
    public void Configure(string config) => Write("config.toml", Config + config);

    /// <summary>Replaces a file of the home, and makes the folders above it.</summary>
    public void Write(string name, string text)
    {
        var path = In(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>What the node does wrong from its next start on.</summary>
    public void Misbehave(params string[] what)
    {
        Directory.CreateDirectory(NodeHome);
        File.WriteAllLines(Path.Combine(NodeHome, "misbehave"), what);
    }

    /// <summary>Puts a release into a folder of the home, as an operator would; the folder appears whole.</summary>
    public async Task Prepare(
        string release, string? folder = null, IReadOnlyList<string>? coreArgs = null, params string[] misbehaviours)
    {
        var target = In(folder ?? release);
        var unfinished = Path.Combine(_disk, "unfinished", folder ?? release);
        await Network.Install(unfinished, release, misbehaviours);
        await File.WriteAllTextAsync(Path.Combine(unfinished, "run-config.toml"), RunConfig(coreArgs ?? []), Cancellation);
        Directory.CreateDirectory(Home);
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        Directory.Move(unfinished, target);
    }

    /// <summary>The text of a run config of this node.</summary>
    public string RunConfig(IReadOnlyList<string> coreArgs, string binary = "vega")
    {
        var core = $"""
            name = "simulated"
            [vega.binary]
            path = "{binary}"
            args = {JsonSerializer.Serialize<string[]>(["start", "--home", NodeHome, .. coreArgs])}
            [vega.rpc]
            socketPath = "{Socket}"
            httpPath = "/rpc"

            """;
        return !_withDataNode ? core : $"""
            {core}[data_node.binary]
            path = "{binary}"
            args = ["datanode", "start", "--home", "{NodeHome}"]

            """;
    }

    /// <summary>Starts a Visor on this home.</summary>
    public TestProcess Run(
        IReadOnlyList<string>? options = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        var visor = VisorProcess.Run(Home, options, environment, workingDirectory);
        _visors.Add(visor);
        return visor;
    }

    /// <summary>Starts another verb on this home.</summary>
    public TestProcess Start(string verb, params string[] options)
    {
        var started = VisorProcess.Start([verb, "--home", Home, .. options]);
        _visors.Add(started);
        return started;
    }

    /// <summary>Runs another verb on this home to its end.</summary>
    public async Task<(int ExitCode, string Output)> Do(string verb, params string[] options)
    {
        var done = Start(verb, options);
        return (await done.WaitForExit(), done.Output);
    }

    /// <summary>Starts a Visor on this home that fails at a checkpoint.</summary>
    /// <param name="fault"><c>STEP:MODE[:N]</c>, see Checkpoint.cs.</param>
    public TestProcess RunWithFault(string fault)
    {
        var visor = VisorProcess.RunWithFault(Home, fault, FaultMark);
        _visors.Add(visor);
        return visor;
    }

    /// <summary>Starts a Visor on this home some of whose system calls are answered as the test wants.</summary>
    /// <inheritdoc cref="VisorProcess.RunTraced"/>
    public TestProcess RunTraced(string injection, string? path = null)
    {
        var visor = VisorProcess.RunTraced(Home, injection, path);
        _visors.Add(visor);
        return visor;
    }

    /// <summary>Starts a Visor on this home that may have so many descriptors.</summary>
    public TestProcess RunLimited(int descriptors)
    {
        var visor = VisorProcess.RunLimited(Home, descriptors);
        _visors.Add(visor);
        return visor;
    }

    /// <summary>Takes a Visor on this home, started in a way of a test's own, for one of this node's.</summary>
    public TestProcess Own(TestProcess visor)
    {
        _visors.Add(visor);
        return visor;
    }

    /// <summary>Starts a Visor and waits until its node is ready.</summary>
    public async Task<TestProcess> RunUntilReady()
    {
        var visor = Run();
        await Ready(Genesis);
        if (_withDataNode)
            await DataNodeFollows();
        return visor;
    }

    /// <summary>Starts a Visor and waits until an upgrade to a release that lies there is due, and held by what is put in its way.</summary>
    public async Task<TestProcess> RunUntilHeld(string release, Action<TestNode> hold)
    {
        Network.Upgrade(release, acceptedAtHeight: 5, height: 30);
        await Prepare(release);
        hold(this);
        var visor = Run();
        await WaitForUpgrade(release, "held");
        return visor;
    }

    /// <summary>Starts a Visor on a node that lives, and waits until it is ready in the eyes of this one.</summary>
    public async Task<TestProcess> RunUntilAdopted()
    {
        var visor = Run();
        await WaitForStatus(s => s.Visor.Pid == visor.Pid && s.IsReady(s.Node.Release), "adopted and ready");
        return visor;
    }

    /// <summary>Waits until the data node has begun its work for the first time: from then on it can be told to stop.</summary>
    public Task DataNodeFollows()
    {
        var state = Path.Combine(NodeHome, "datanode-state.json");
        return Eventually.See(() => File.Exists(state) ? state : null, () => $"{state}\n{Everything()}");
    }

    /// <summary>Waits until the node is ready with a release, and its data node has written its first line into the ledger.</summary>
    public async Task Ready(string release)
    {
        await WaitForStatus(s => s.IsReady(release), $"ready with {release}");
        await DataNodeHasBegun();
    }

    /// <summary>Waits until the core has been started so often in this home and the last one is ready.</summary>
    public async Task ReadyAfterStarts(int count, string release = Genesis)
    {
        var start = await Eventually.See(
            () => Ledger.All("start").ElementAtOrDefault(count - 1), () => $"{count} starts of the core\n{Everything()}");
        await WaitForStatus(s => s.IsReady(release) && s.Node.Core?.Pid == start.Pid, $"ready after {count} starts");
        await DataNodeHasBegun();
    }

    // A core may be ready before the data node beside it has come as far as its first line.
    private Task<TestNode> DataNodeHasBegun() => Eventually.See(
        () => Status?.Node.DataNode is not { } dataNode || Ledger.Lines.Any(l => l.Is("start", role: "datanode") && l.Pid == dataNode.Pid) ? this : null,
        () => $"the first line of the data node\n{Everything()}");

    /// <summary>Waits for the upgrade in the status to be <c>staging</c>, <c>staged</c>, <c>notReady</c>, <c>due</c> or <c>held</c>.</summary>
    /// <remarks>An upgrade is made ready before its block, so the chain waits for it.</remarks>
    /// <returns>Its reason.</returns>
    public async Task<string> WaitForUpgrade(string tag, string state)
    {
        var pauses = state is "staged" && !Network.IsPaused;
        if (pauses)
            Network.PauseOnceAccepted();
        var status = await WaitForStatus(s => s.HasUpgrade(tag, state), $"upgrade {tag} {state}");
        if (pauses)
            Network.GoOn();
        return status.Upgrade!.Reason ?? "";
    }

    public Task<StatusReport> WaitForStatus(Func<StatusReport, bool> predicate, string what) =>
        Eventually.See(() => Status is { } status && predicate(status) ? status : null, () => $"{what}\n{Everything()}");

    /// <summary>The text of Visor's journal; empty: there is none yet.</summary>
    public string Journal => File.Exists(In(".visor", "journal.jsonl")) ? File.ReadAllText(In(".visor", "journal.jsonl")) : "";

    /// <summary>Null: nothing yet.</summary>
    public StatusReport? Status => StatusReport.Read(In(".visor", "status.json"));

    /// <summary>Sends a signal to the process of the last start of a role.</summary>
    /// <returns>Its pid.</returns>
    public int Signal(int signal, string role = "core")
    {
        var pid = Ledger.All("start", role: role)[^1].Pid;
        Native.Kill(pid, signal).ShouldBe(0);
        if (signal == Native.SigStop)
            Freezing.Await(pid);
        return pid;
    }

    /// <summary>Waits until the journal holds an entry of this type.</summary>
    public Task Journalled(string type) => Eventually.See(
        () => Journal.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal) ? this : null, Everything);

    /// <summary>The core was started so often, by now and in all.</summary>
    public void ShouldHaveStarted(params string[] releases) =>
        Ledger.All("start").Select(l => l.Release).ShouldBe(releases, Everything());

    /// <summary>Asks a Visor to stop; it does so in good order and leaves nothing.</summary>
    /// <param name="wholeSets">False: some process was killed so early that the ledger does not know it.</param>
    public async Task StopCleanly(TestProcess visor, bool wholeSets = true)
    {
        (await visor.Terminate()).ShouldBe(0, Everything());
        NothingLives(visor);
        Ledger.Living.ShouldBeEmpty(Everything());
        Ledger.Disasters.ShouldBeEmpty();
        if (wholeSets)
            ProcessSets.Of(Ledger).ShouldNotOverlap();
        else
            ProcessSets.Of(Ledger).RolesAndReleasesShouldNotOverlap();
    }

    /// <summary>The processes of a role that live, by the ledger and by what the system says, whoever has started them.</summary>
    public IReadOnlyList<LedgerLine> Living(string role) => [.. Ledger.Living.Where(l => l.Is("start", role: role))];

    /// <summary>It lives, and a Visor on this home has started it: a pid alone may belong to somebody else by now.</summary>
    public bool IsOurs(int pid) => _visors.Exists(v => v.Mark.Carries(pid));

    /// <summary>Nothing that any Visor on this home has started lives, nor a Visor, nor anything else that has written into the ledger.</summary>
    public void NothingLives()
    {
        _visors.ForEach(NothingLives);
        Ledger.Living.ShouldBeEmpty(Everything());
    }

    /// <summary>Nothing that this Visor has started lives.</summary>
    public static void NothingLives(TestProcess visor) => visor.Mark.Survivors.ShouldBeEmpty(visor.Output);

    public string Everything() =>
        string.Join("\n\n", _visors.Select(v => $"visor {v.Pid}:\n{v.Output}"))
        + $"\n\nledger:\n{Ledger}\n\nstatus:\n{Status}\n";

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Everything());
        foreach (var visor in _visors)
            await visor.DisposeAsync();
        _folder.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
