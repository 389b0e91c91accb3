using System.Text.Json;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.Chain;

/// <summary>The network file, read again whenever it changes.</summary>
internal sealed class NetworkFile
{
    private readonly string _path;
    private DateTime _changed;

    /// <exception cref="NodeFailedException">There is no such file, or it is not a network.</exception>
    public NetworkFile(string path)
    {
        _path = path;
        if (!File.Exists(path))
            throw new NodeFailedException($"the network file {path} does not exist");
        _changed = File.GetLastWriteTimeUtc(path);
        try
        {
            Current = Read();
        }
        catch (JsonException e)
        {
            throw new NodeFailedException($"{path}: not a network file: {e.Message}");
        }
    }

    public Network Current { get; private set; }

    public Network Refresh()
    {
        var changed = File.GetLastWriteTimeUtc(_path);
        if (changed == _changed)
            return Current;
        _changed = changed;
        try
        {
            Current = Read();
        }
        catch (Exception e) when (e is JsonException or IOException or NodeFailedException)
        {
            // A file being written is read again when it has changed once more; until then the network is what it was.
            Console.Error.WriteLine($"{_path}: unchanged, because it cannot be read: {e.Message}");
        }

        return Current;
    }

    private Network Read()
    {
        var network = JsonSerializer.Deserialize(File.ReadAllBytes(_path), NetworkJson.Default.Network);
        if (network is not { BlockTimeMs: > 0, SegmentBlocks: > 0 })
            throw new NodeFailedException($"{_path}: blockTimeMs and segmentBlocks must be greater than 0");
        return network;
    }
}
