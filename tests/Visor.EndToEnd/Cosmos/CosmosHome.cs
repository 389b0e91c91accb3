using System.Globalization;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Cosmos;

/// <summary>
/// A DAEMON_HOME of a simulated chain: <c>config/</c>, <c>data/</c>, and <c>cosmovisor/</c> with the binaries of its releases. Disposing ends what it has started.
/// </summary>
internal sealed class CosmosHome : IAsyncDisposable
{
    public const string Name = "appd";

    private readonly TemporaryFolder? _owned;
    private readonly List<TestProcess> _started = [];

    private CosmosHome(CosmosNetwork network, string folder, TemporaryFolder? owned)
    {
        (Network, Folder, _owned) = (network, folder, owned);

        // An address of its own: a port that is free now may be another test's while this node is down.
        var random = Random.Shared;
        Listen($"tcp://127.{random.Next(1, 255)}.{random.Next(256)}.{random.Next(1, 255)}:26657");
    }

    public CosmosNetwork Network { get; }

    public CosmosLedger Ledger => Network.Ledger;

    /// <summary>DAEMON_HOME, and the node's <c>--home</c>.</summary>
    public string Folder { get; }

    public CosmosRpc Rpc { get; private set; } = null!;

    /// <summary>What the service of an operator sets for Cosmovisor.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["DAEMON_HOME"] = Folder,
        ["DAEMON_NAME"] = Name,
        ["SIMCHAIN"] = null,
        ["SIMCHAIN_LEDGER"] = null,
    };

    public string UpgradeInfo => In("data", "upgrade-info.json");

    /// <summary>What <c>current</c> names, as it stands in the link; null: there is no link.</summary>
    public string? Current => new FileInfo(In("cosmovisor", "current")).LinkTarget;

    /// <summary>A chain and one node of it, whose genesis release lies in <c>cosmovisor/genesis/bin</c>.</summary>
    public static CosmosHome Create(string dialect = "050", CosmosRelease? genesis = null, int blockTimeMs = 50)
    {
        var folder = new TemporaryFolder();
        return Make(new CosmosNetwork(folder.Path, dialect, blockTimeMs), folder.In("home"), folder, genesis);
    }

    /// <summary>The same in a folder that is another's to delete.</summary>
    public static CosmosHome CreateIn(string folder, string dialect = "050") =>
        Make(new CosmosNetwork(folder, dialect), Path.Combine(folder, "home"), owned: null, genesis: null);

    /// <summary>Another node of the same chain, with another key.</summary>
    public static CosmosHome Beside(CosmosHome other, string name, CosmosRelease? genesis = null) =>
        Make(other.Network, Path.Combine(Path.GetDirectoryName(other.Folder)!, name), owned: null, genesis);

    public string In(params ReadOnlySpan<string> names) => Path.Combine([Folder, .. names]);

    /// <summary>The executable of an upgrade; null: that of the genesis.</summary>
    public string Binary(string? upgrade = null) => Path.Combine(BinFolder(upgrade), Name);

    /// <summary>Places the binary of an upgrade as an operator does.</summary>
    /// <param name="release">Null: one that carries out this upgrade.</param>
    /// <param name="folder">Below <c>upgrades</c>; null: the name in lower case.</param>
    public CosmosHome Prepare(string upgrade, CosmosRelease? release = null, string? folder = null)
    {
        CosmosProgram.Install(BinFolder(folder ?? upgrade.ToLowerInvariant()), Spoken(release ?? CosmosRelease.For(upgrade), Network));
        return this;
    }

    /// <summary>Makes another release of the binary of an upgrade; null: of the genesis.</summary>
    public void Describe(CosmosRelease release, string? upgrade = null) => CosmosProgram.Describe(BinFolder(upgrade), Spoken(release, Network));

    /// <summary>Changes where the RPC listens, in config.toml and client.toml.</summary>
    /// <param name="address"><c>tcp://host:port</c> or <c>unix:///path</c>.</param>
    public void Listen(string address)
    {
        Rpc?.Dispose();
        Rpc = new CosmosRpc(address);
        Directory.CreateDirectory(In("config"));
        File.WriteAllText(In("config", "config.toml"), $"moniker = \"simulated\"\n\n[rpc]\nladdr = \"{address}\"\n\n[p2p]\nladdr = \"tcp://0.0.0.0:26656\"\n");
        File.WriteAllText(In("config", "client.toml"), $"chain-id = \"simchain-1\"\nnode = \"{address}\"\n");
    }

    /// <summary>The node has executed all blocks up to this one before it is ever started.</summary>
    public void HasExecuted(long height)
    {
        var number = height.ToString(CultureInfo.InvariantCulture);
        Write("data/application.db/state.json", $$"""{"height":{{number}},"applied":{},"skipped":[],"stores":[]}""");
        Write("data/blockstore.db/state.json", $$"""{"height":{{number}}}""");
    }

    /// <summary>The node begins with a snapshot of other nodes, if it has no data.</summary>
    public void BeginWithSnapshot() => File.AppendAllText(In("config", "config.toml"), "\n[statesync]\nenable = true\n");

    /// <summary>Starts the node without Visor.</summary>
    /// <param name="upgrade">Whose binary; null: that of the genesis.</param>
    public TestProcess Start(string? upgrade = null, params string[] args) => StartWith(upgrade, environment: null, args);

    /// <inheritdoc cref="Start"/>
    public TestProcess StartWith(string? upgrade, IReadOnlyDictionary<string, string?>? environment, params string[] args) =>
        Keep(TestProcess.Start(Binary(upgrade), ["start", "--home", Folder, .. args], environment));

    /// <summary>Runs another command of a binary to its end.</summary>
    public Task<(int ExitCode, string Output)> Do(string? upgrade, params string[] args) => TestProcess.Run(Binary(upgrade), args);

    /// <summary>What it is ends with this home.</summary>
    public TestProcess Keep(TestProcess process)
    {
        _started.Add(process);
        return process;
    }

    /// <summary>Replaces a file of the home, and makes the folders above it.</summary>
    public void Write(string name, string text)
    {
        var path = In(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    public string Everything() => string.Join("\n\n", _started.Select(p => $"{p.Pid}:\n{p.Output}")) + $"\n\nledger:\n{Ledger}\n";

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Everything());
        Rpc.Dispose();
        foreach (var process in _started)
            await process.DisposeAsync();
        _owned?.Dispose();
    }

    private static CosmosHome Make(CosmosNetwork network, string folder, TemporaryFolder? owned, CosmosRelease? genesis)
    {
        var home = new CosmosHome(network, folder, owned);
        home.Write("config/priv_validator_key.json", $$"""{"address":"{{Guid.NewGuid():N}}"}""");
        home.Write("data/priv_validator_state.json", """{"height":"0","round":0,"step":0}""");
        File.CreateSymbolicLink(home.In("config", "simchain.json"), network.File);
        CosmosProgram.Install(home.BinFolder(null), Spoken(genesis ?? new CosmosRelease(), network));
        return home;
    }

    // Its commands speak the dialect of the chain without looking at it.
    private static CosmosRelease Spoken(CosmosRelease release, CosmosNetwork network) => release with { Dialect = release.Dialect ?? network.Dialect };

    private string BinFolder(string? upgrade) => upgrade is null ? In("cosmovisor", "genesis", "bin") : In("cosmovisor", "upgrades", upgrade, "bin");
}
