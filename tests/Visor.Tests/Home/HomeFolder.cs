using Visor.Home;

namespace Visor.Tests.Home;

/// <summary>A home folder of one test with releases in it.</summary>
internal sealed class HomeFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public HomeFolder(params string[] releases)
    {
        Paths = new VisorHome(_folder.Path);
        Directory.CreateDirectory(Paths.Private);
        foreach (var release in releases)
            Directory.CreateDirectory(Paths.ReleaseFolder(release));
    }

    public VisorHome Paths { get; }

    public string this[string name] => _folder[name];

    public string Write(string name, string text) => _folder.Write(name, text);

    public void Dispose() => _folder.Dispose();
}
