using System.Runtime.CompilerServices;
using Visor.EndToEnd.Harness;
using Xunit;

[assembly: AssemblyFixture(typeof(Visor.EndToEnd.Packaging.CleanRoot))]

namespace Visor.EndToEnd.Packaging;

/// <summary>The root folder of a new Debian with systemd and nothing of Visor's, made once, when the first test asks for it.</summary>
public sealed class CleanRoot : IAsyncDisposable
{
    // Some hundred packages are fetched and unpacked.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Lock _lock = new();
    private TemporaryFolder? _folder;
    private Task<string>? _path;

    /// <summary>The folder with what <c>packaging/release</c> has made.</summary>
    internal static string Packages => Environment.GetEnvironmentVariable("VISOR_PACKAGES") ?? "";

    /// <summary>The one file there with this ending.</summary>
    internal static string Package(string ending) => Directory.EnumerateFiles(Packages, "*" + ending).Single();

    /// <summary>A script or file of this checkout.</summary>
    internal static string InPackaging(string name, [CallerFilePath] string thisFile = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine("../../../packaging", name), System.IO.Path.GetDirectoryName(thisFile)!);

    /// <summary>Its path; the test is skipped where it cannot be made.</summary>
    internal Task<string> Path()
    {
        Requirement.Root();
        Requirement.Program("mmdebstrap");
        Requirement.Program("systemd-nspawn");
        if (Packages.Length == 0)
            Assert.Skip("VISOR_PACKAGES names no folder with packages; packaging/release makes them");
        lock (_lock)
            return _path ??= Make();
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
            return;
        await TestProcess.Run("rm", "-rf", _folder.In("root")); // It holds devices.
        _folder.Dispose();
    }

    private async Task<string> Make()
    {
        _folder = new TemporaryFolder();
        var path = _folder.In("root");

        // libstdc++6 is for the simulated node; what Visor needs its package has to say.
        await Debian(path, "systemd-sysv", "libstdc++6", "ca-certificates");
        return path;
    }

    /// <summary>Makes the root folder of a new Debian with these packages.</summary>
    internal static async Task Debian(string path, params string[] packages)
    {
        string[] sources = [.. new[] { "/etc/apt/sources.list" }.Where(File.Exists), .. Directory.EnumerateFiles("/etc/apt/sources.list.d", "*.sources")];
        var (exitCode, output) = await TestProcess.RunPatiently(
            Patience, "mmdebstrap", ["--quiet", "--variant=minbase", $"--include={string.Join(',', packages)}", Suite(), path, .. sources]);
        if (exitCode != 0)
            throw new InvalidOperationException($"no clean Debian: {output}");
    }

    private static string Suite() => File.ReadLines("/etc/os-release").First(l => l.StartsWith("VERSION_CODENAME=", StringComparison.Ordinal)).Split('=')[1];
}
