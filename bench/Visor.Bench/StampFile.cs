using System.Runtime.InteropServices;

namespace Visor.Bench;

/// <summary>The stamps of a core, in the order in which they were made. Layout: <c>bench/stamp/stamp.h</c>.</summary>
internal sealed class StampFile : IDisposable
{
    // Room for 2700 stamps. Not more: the pages a core has mapped are unmapped between its last stamp and its end.
    private const int Size = 1 << 16;

    // Memory, where there is some: a stamp must never wait for the disk.
    private const string Shared = "/dev/shm";

    public StampFile()
    {
        var folder = Directory.Exists(Shared) ? Shared : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(folder, $"visor-bench-{Guid.NewGuid():N}");
        using var file = File.Create(Path);
        file.SetLength(Size);
    }

    public string Path { get; }

    public Stamp[] Read()
    {
        var records = MemoryMarshal.Cast<byte, Stamp>(File.ReadAllBytes(Path));
        var count = MemoryMarshal.AsBytes(records[..1]);
        return records.Slice(1, Math.Min(BitConverter.ToInt32(count), records.Length - 1)).ToArray();
    }

    public int Count(StampKind kind) => Read().Count(s => s.Kind == kind);

    public void Dispose() => File.Delete(Path);
}

/// <param name="Monotonic">Nanoseconds.</param>
/// <param name="RealTime">Nanoseconds since 1970.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Stamp(StampKind Kind, int Pid, long Monotonic, long RealTime);

internal enum StampKind
{
    None = 0,

    /// <summary>The first line of main.</summary>
    Start = 1,

    /// <summary>Right before _exit(2).</summary>
    Exit = 2,

    /// <summary>The moment from which the core says that it is ready to be upgraded, stamped ahead; or the last one before a node of the Cosmos SDK writes upgrade-info.json.</summary>
    Due = 3,

    /// <summary>SIGTERM, or in a node of the Cosmos SDK also SIGINT, has arrived.</summary>
    Term = 4,

    /// <summary>A node of the Cosmos SDK listens.</summary>
    Open = 5,
}
