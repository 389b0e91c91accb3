namespace Visor.Testing.Files;

/// <summary>A folder of one test, deleted with it. Its name is short: the path of a UNIX socket has at most 107 bytes.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("visor-").FullName;

    public string this[string name] => In(name);

    public string In(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a file, and the folders above it.</summary>
    public string Write(string name, string text)
    {
        var path = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending has put a file there meanwhile; it does so only once.
            Directory.Delete(Path, recursive: true);
        }
    }
}
