using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Visor.EndToEnd.Containers;

/// <summary>podman(1) with images, containers and volumes of its own.</summary>
internal sealed class Podman
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private const UnixFileMode AllMay = (UnixFileMode)0b111_111_111;

    private readonly Dictionary<string, string> _environment;
    private readonly string _storage;

    /// <param name="folder">For all it keeps.</param>
    /// <param name="shared">Folders that every container can read, at the same path.</param>
    public Podman(string folder, IEnumerable<string> shared)
    {
        _storage = Path.Combine(folder, "storage");
        Chains = Directory.CreateDirectory(Path.Combine(folder, "chains")).FullName;
        File.SetUnixFileMode(Chains, AllMay);
        var containers = Write(folder, "containers.conf", $"""
            [containers]
            default_ulimits = ["nofile=1024:4096", "nproc=1024:4096"]
            netns = "none"
            volumes = [{string.Join(", ", shared.Select(s => $"\"{s}:{s}:ro\"").Append($"\"{Chains}:{Chains}\""))}]

            [engine]
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            runtime = "runc"

            [network]
            network_config_dir = "{Path.Combine(folder, "networks")}"

            """);

        // An overlay cannot lie on another one, which is what the root of a container is.
        var driver = new DriveInfo(folder).DriveFormat is "overlay" or "overlayfs" ? "vfs" : "overlay";
        var storage = Write(folder, "storage.conf", $"[storage]\ndriver = \"{driver}\"\ngraphroot = \"{_storage}\"\nrunroot = \"{Path.Combine(folder, "run")}\"\n");
        _environment = new(StringComparer.Ordinal)
        {
            ["CONTAINERS_CONF"] = containers,
            ["CONTAINERS_STORAGE_CONF"] = storage,
            ["BUILDAH_ISOLATION"] = "chroot",
        };
    }

    /// <summary>A folder for what a network's nodes share, which every container has at the same path and may write.</summary>
    public string Chains { get; }

    public Task<(int ExitCode, string Output)> Do(params string[] words) => Run("podman", words);

    public async Task<string> Succeed(params string[] words)
    {
        var (exitCode, output) = await Do(words);
        exitCode.ShouldBe(0, $"podman {string.Join(' ', words)}\n{output}");
        return output;
    }

    /// <summary>Runs a program that calls podman. What it starts outlives it.</summary>
    /// <param name="folder">Its working directory; null: that of the tests.</param>
    public async Task<(int ExitCode, string Output)> Run(string program, IEnumerable<string> words, string? folder = null)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);

        // Without a systemd podman cannot set the timer of a health check, and says so each time.
        var lines = $"{await output}{await errors}".Split('\n').Where(line => !line.Contains("get systemd connection", StringComparison.Ordinal));
        return (process.ExitCode, string.Join('\n', lines).Trim());
    }

    /// <summary>Ends all containers and lets go of the folder.</summary>
    public async Task End()
    {
        await Do("rm", "--all", "--force", "--time", "0");
        await Run("umount", ["--recursive", Path.Combine(_storage, "overlay")]);
    }

    private static string Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
