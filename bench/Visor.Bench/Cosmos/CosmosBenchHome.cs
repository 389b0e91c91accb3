using System.Globalization;

namespace Visor.Bench.Cosmos;

/// <summary>A home as Cosmovisor lays it out, whose releases are the stamping <c>appd</c>. Deleted when it is disposed of.</summary>
internal sealed class CosmosBenchHome : IDisposable
{
    private const string Name = "appd";
    private const int BlocksPerRelease = 1000;

    private readonly string _appd;
    private readonly string _folder;

    // An address of its own: a port that is free now may be taken while the node is down.
    private readonly string _address = string.Create(
        CultureInfo.InvariantCulture, $"tcp://127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(256)}.{Random.Shared.Next(1, 255)}:26657");

    private CosmosBenchHome(Tools tools)
    {
        _appd = tools.StampingAppd;
        _folder = Path.Combine(tools.Folder, $"vc-{Environment.ProcessId}-{Random.Shared.Next(0x10000):x4}");
        Root = Path.Combine(_folder, "home");
        Directory.CreateDirectory(Path.Combine(Root, "config"));
        foreach (var database in (string[])["application.db", "blockstore.db", "state.db"])
            Directory.CreateDirectory(Path.Combine(Root, "data", database));
        File.WriteAllText(Path.Combine(Root, "config", "config.toml"), $"[rpc]\nladdr = \"{_address}\"\n");
        File.WriteAllText(Path.Combine(Root, "config", "client.toml"), $"node = \"{_address}\"\n");
    }

    /// <summary>DAEMON_HOME.</summary>
    public string Root { get; }

    public StampFile Stamps { get; } = new();

    /// <summary>Not in the home, which is watched.</summary>
    public string Log => Path.Combine(_folder, "log");

    /// <summary>What a service sets. No backup: it is not part of what is measured.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DAEMON_HOME"] = Root,
        ["DAEMON_NAME"] = Name,
        ["UNSAFE_SKIP_BACKUP"] = "true",
    };

    /// <summary>The node's command line without its program.</summary>
    public string[] Arguments => ["start", "--home", Root, "--stamps", Stamps.Path, "--rpc.laddr", _address];

    /// <summary>The program of the first release.</summary>
    public string Genesis => Path.Combine(Root, "cosmovisor", "genesis", "bin", Name);

    /// <summary>A node that follows the head and goes through upgrades whose releases are all there.</summary>
    /// <param name="dueAfter">Milliseconds from the start of each release to the block that it cannot execute.</param>
    public static CosmosBenchHome Upgrading(Tools tools, params IReadOnlyList<int> dueAfter)
    {
        var home = new CosmosBenchHome(tools);
        for (var i = 0; i <= dueAfter.Count; i++)
        {
            // One block a second: the last of the old release is made within the second before it is due.
            var height = (i * BlocksPerRelease) + 1;
            home.AddRelease(i, i == dueAfter.Count ? $"{height} - 0 0" : string.Create(
                CultureInfo.InvariantCulture, $"{height} v{i + 1} {height + (dueAfter[i] / 1000) + 1} {dueAfter[i]}"));
        }

        return home;
    }

    /// <summary>A node that nothing is agreed on.</summary>
    public static CosmosBenchHome Quiet(Tools tools) => Upgrading(tools);

    public void Dispose()
    {
        Stamps.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void AddRelease(int number, string rest)
    {
        var binary = number == 0 ? Genesis : Path.Combine(Root, "cosmovisor", "upgrades", $"v{number}", "bin", Name);
        Directory.CreateDirectory(Path.GetDirectoryName(binary)!);
        File.Copy(_appd, binary);
        File.WriteAllText(binary + ".release", $"v{number} {rest}\n");
    }
}
