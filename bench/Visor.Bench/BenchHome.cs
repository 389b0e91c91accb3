namespace Visor.Bench;

/// <summary>A home whose releases are copies of the stamping core. Deleted when it is disposed of.</summary>
internal sealed class BenchHome : IDisposable
{
    private readonly string _stampingCore;
    private readonly string _folder;

    public BenchHome(string stampingCore, string folder)
    {
        _stampingCore = stampingCore;
        // A socket's path has room for 107 characters, so the name is short.
        _folder = Path.Combine(folder, $"vb-{Environment.ProcessId}-{Random.Shared.Next(0x10000):x4}");
        Root = Path.Combine(_folder, "home");
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, "config.toml"), "maxNumberOfRestarts = 1000000\nrestartsDelaySeconds = 0\n");
    }

    public string Root { get; }

    public StampFile Stamps { get; } = new();

    /// <summary>Not in the home, which Visor watches: it would look up at each of its own lines.</summary>
    public string Log => Beside("visor.log");

    public string Beside(string file) => Path.Combine(_folder, file);

    public void AddRelease(string tag, params string[] arguments)
    {
        var release = Path.Combine(Root, tag);
        Directory.CreateDirectory(release);
        File.Copy(_stampingCore, Path.Combine(release, "vega"));
        string[] all = ["start", "--stamps", Stamps.Path, "--socket", Socket, .. arguments];
        File.WriteAllText(
            Path.Combine(release, "run-config.toml"),
            $"""
             name = "{tag}"
             [vega.binary]
             path = "vega"
             args = [{string.Join(", ", all.Select(a => $"'{a}'"))}]
             [vega.rpc]
             socketPath = '{Socket}'
             httpPath = "/rpc"
             """);
    }

    /// <summary>The releases that are not there are fetched.</summary>
    /// <param name="binaryName">Null: the asset is the binary.</param>
    public void FetchFrom(string apiUrl, string assetName, string? binaryName) => File.AppendAllText(
        Path.Combine(Root, "config.toml"),
        $"""
         [autoInstall]
         enabled = true
         apiUrl = "{apiUrl}"
         verification = "required"
         [autoInstall.asset]
         name = "{assetName}"
         {(binaryName is null ? "" : $"binaryName = \"{binaryName}\"")}
         """);

    public void Serve(string address) => File.AppendAllText(Path.Combine(Root, "config.toml"), $"[status]\nlisten = \"{address}\"\n");

    public void Begin(string tag) => File.CreateSymbolicLink(Path.Combine(Root, "current"), tag);

    public void Dispose()
    {
        Stamps.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Socket => Beside("s");
}
