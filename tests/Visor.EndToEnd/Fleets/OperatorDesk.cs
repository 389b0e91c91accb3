using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;

namespace Visor.EndToEnd.Fleets;

/// <summary>Where the operator of a fleet works: a folder, a key, and a shell in the operator's network.</summary>
internal sealed class OperatorDesk : IDisposable
{
    public const string Version = "0.1.0";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();
    private readonly string _space;

    private OperatorDesk(string space) => _space = space;

    /// <summary>The public key.</summary>
    public string Key => File.ReadAllText(_folder.In("key.pub"));

    public string Folder => _folder.In("desk");

    public static async Task<OperatorDesk> Create(string space)
    {
        var desk = new OperatorDesk(space);
        Directory.CreateDirectory(desk.Folder);
        desk._folder.Write("ssh_config", $"""
            IdentityFile {desk._folder.In("key")}
            IdentitiesOnly yes
            StrictHostKeyChecking accept-new
            UserKnownHostsFile {desk._folder.In("known_hosts")}

            """);
        var (exitCode, output) = await TestProcess.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", desk._folder.In("key"));
        exitCode.ShouldBe(0, output);
        (exitCode, output) = await TestProcess.Run(CleanRoot.InPackaging("ansible/build"), desk.Folder, Version);
        exitCode.ShouldBe(0, output);
        return desk;
    }

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, name))!);
        File.WriteAllText(Path.Combine(Folder, name), text);
    }

    /// <summary>Types a line into the shell.</summary>
    public async Task<(int ExitCode, string Output)> Type(string line)
    {
        // Ansible's own limit for a machine that does not answer is ten seconds.
        await using var process = TestProcess.Start(
            "ip", ["netns", "exec", _space, "/bin/bash", "-c", line],
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["HOME"] = _folder.Path,
                ["PATH"] = $"{Path.GetDirectoryName(Programs.Visor)}:{Environment.GetEnvironmentVariable("PATH")}",
                ["ANSIBLE_SSH_ARGS"] = $"-F {_folder.In("ssh_config")} -o ControlMaster=auto -o ControlPersist=30s",
                ["ANSIBLE_TIMEOUT"] = "5",
                ["ANSIBLE_NOCOLOR"] = "1",
                ["LC_ALL"] = "C.UTF-8",
            },
            Folder);
        return (await process.WaitForExit(Patience), process.Output);
    }

    /// <summary>The same; it ends with 0.</summary>
    public async Task<string> Succeed(string line)
    {
        var (exitCode, output) = await Type(line);
        exitCode.ShouldBe(0, $"{line}\n{output}");
        return output;
    }

    public void Dispose() => _folder.Dispose();
}
