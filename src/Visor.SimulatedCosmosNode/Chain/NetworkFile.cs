using System.Text.Json;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Chain;

/// <summary>The chain file, read again whenever it changes. Any thread may look at it.</summary>
internal sealed class NetworkFile
{
    private static readonly TimeSpan HoldCheck = TimeSpan.FromMilliseconds(5);

    private readonly Lock _reading = new();
    private DateTime _changed;

    /// <exception cref="NodeFailedException">There is no such file, or it is not a chain.</exception>
    private NetworkFile(string path)
    {
        Path = path;
        try
        {
            _changed = File.GetLastWriteTimeUtc(path);
            Current = Read();
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new NodeFailedException($"the chain file {path} cannot be read: {e.Message}");
        }
    }

    public string Path { get; }

    public Network Current { get; private set; }

    /// <summary>The file that <c>SIMCHAIN</c> names, or else <c>config/simchain.json</c> in the home, which may be a link to a common one.</summary>
    /// <exception cref="NodeFailedException">There is no such file, or it is not a chain.</exception>
    public static NetworkFile Find(string home)
    {
        var path = Environment.GetEnvironmentVariable("SIMCHAIN") is { Length: > 0 } named ? named : System.IO.Path.Combine(home, "config", "simchain.json");
        return File.Exists(path)
            ? new NetworkFile(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path))
            : throw new NodeFailedException($"the chain file {path} does not exist");
    }

    public Network Refresh()
    {
        lock (_reading)
        {
            var changed = File.GetLastWriteTimeUtc(Path);
            if (changed == _changed)
                return Current;
            _changed = changed;
            try
            {
                return Current = Read();
            }
            catch (Exception e) when (e is JsonException or IOException or NodeFailedException)
            {
                // A file being written is read again when it has changed once more; until then the chain is what it was.
                Console.Error.WriteLine($"{Path}: unchanged, because it cannot be read: {e.Message}");
                return Current;
            }
        }
    }

    /// <summary>Returns once nodes may finish this.</summary>
    public void WaitWhileHeld(string what)
    {
        while (Refresh().Holds(what))
            Thread.Sleep(HoldCheck); // Tests lift a hold by replacing the file, and nothing but looking tells of that; a watch would be one more thing that fails.
    }

    private Network Read()
    {
        var network = JsonSerializer.Deserialize(File.ReadAllBytes(Path), NetworkJson.Default.Network);
        return network is { BlockTimeMs: > 0, SyncBlocksPerSecond: > 0, Dialect: "047" or "050" }
            ? network
            : throw new NodeFailedException($"{Path}: blockTimeMs and syncBlocksPerSecond must be greater than 0, dialect is 047 or 050");
    }
}
