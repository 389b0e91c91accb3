using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.SimulatedNode;

/// <summary>A network of two releases, a home for one node, and a way to start its processes without Visor.</summary>
internal sealed class SimulatedCore : IAsyncDisposable
{
    private readonly List<TestProcess> _started = [];
    private readonly TemporaryFolder _folder = new();

    public SimulatedCore(string emptyAcceptedInfo = "null")
    {
        Network = new SimulatedNetwork(_folder) { EmptyAcceptedInfo = emptyAcceptedInfo };
        Ledger = new Ledger(Home);
        Rpc = new CoreRpc(Path.Combine(Home, "vega.sock"));
    }

    public SimulatedNetwork Network { get; }

    public Ledger Ledger { get; }

    public CoreRpc Rpc { get; }

    public string Home => _folder.In("home");

    public Task<TestProcess> StartOld(params string[] args) => Start("v0.1.0", ["start", "--home", Home, .. args]);

    public Task<TestProcess> StartNew(params string[] args) => Start("v0.2.0", ["start", "--home", Home, .. args]);

    public Task<TestProcess> StartDataNode() => Start("v0.1.0", ["datanode", "start", "--home", Home]);

    public Task<TestProcess> Misbehave(string what, params string[] args) => Start("v0.1.0", ["start", "--home", Home, .. args], what);

    /// <returns>The exit code and the output of <c>latest-history-segment</c>.</returns>
    public async Task<(int ExitCode, string Output)> History(params string[] misbehaviours)
    {
        var vega = await Network.Install(_folder.In("a release's folder"), "v0.1.0", misbehaviours);
        return await TestProcess.Run(vega, "datanode", "network-history", "latest-history-segment", "--output", "json", $"--home={Home}");
    }

    public async ValueTask DisposeAsync()
    {
        Rpc.Dispose();
        foreach (var process in _started)
            await process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<TestProcess> Start(string release, string[] args, params string[] misbehaviours)
    {
        var process = TestProcess.Start(await Network.Install(_folder.In("it's " + release), release, misbehaviours), args);
        _started.Add(process);
        return process;
    }
}
