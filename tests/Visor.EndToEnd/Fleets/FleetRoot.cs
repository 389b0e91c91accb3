using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;
using Xunit;

[assembly: AssemblyFixture(typeof(Visor.EndToEnd.Fleets.FleetRoot))]

namespace Visor.EndToEnd.Fleets;

/// <summary>The root folder of a new Debian that Ansible can work with, and without Visor; made once, when the first test asks for it.</summary>
public sealed class FleetRoot : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private TemporaryFolder? _folder;
    private Task<string>? _path;

    /// <summary>Its path; the test is skipped where it cannot be made, or nothing is there to work with it.</summary>
    internal Task<string> Path()
    {
        Requirement.Root();
        foreach (var program in new[] { "mmdebstrap", "systemd-nspawn", "ansible-playbook", "ip", "ssh" })
            Requirement.Program(program);
        if (CleanRoot.Packages.Length == 0)
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
        await CleanRoot.Debian(path, "systemd-sysv", "libstdc++6", "ca-certificates", "openssh-server", "sudo", "procps", "python3", "python3-apt");
        return path;
    }
}
