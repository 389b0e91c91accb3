namespace Visor.Demo;

/// <summary>Where everything of a demo is: deleted after it, unless it is worth looking at.</summary>
internal sealed class DemoFolder : IDisposable
{
    // The path of a UNIX socket has at most 107 bytes, and those of the nodes are this much longer than the folder's.
    private const int LongestPath = 107 - 40;

    private bool _kept;

    public DemoFolder()
    {
        var usual = Directory.CreateTempSubdirectory("visor-demo-").FullName;
        Path = usual;
        if (usual.Length <= LongestPath)
            return;
        Directory.Delete(usual);
        Path = Directory.CreateDirectory("/tmp/" + System.IO.Path.GetFileName(usual)).FullName;
    }

    public string Path { get; }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Keep() => _kept = true;

    public void Dispose()
    {
        if (!_kept)
            Directory.Delete(Path, recursive: true);
    }
}
