using System.Globalization;
using System.Runtime.InteropServices;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Systemd;

/// <summary>
/// A real systemd, booted by systemd-nspawn on an overlay of a root folder: what it writes there is gone with it, and folders of
/// the test are shared under the paths they have outside. Disposing kills it.
/// </summary>
internal sealed class SystemdMachine : IAsyncDisposable
{
    /// <summary>The collection of all tests with a machine: each is work for several processes.</summary>
    public const string OneAtATime = "machines";

    private readonly SmallDisk _disk;
    private readonly List<string> _shared = [];
    private TestProcess? _nspawn;
    private ControlGroup? _group;
    private string? _init;

    private SystemdMachine(SmallDisk disk) => _disk = disk;

    /// <summary>Its root folder, as it is seen from outside.</summary>
    public string Root => Path.Combine(_disk.Path, "root");

    /// <summary>What it says while it boots.</summary>
    public string Console => _nspawn?.Output ?? "";

    /// <summary>Where the runtime of the test lies, for programs that are not compiled to machine code.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>Makes the overlay; <see cref="Boot"/> boots it.</summary>
    /// <param name="lower">The root folder below the overlay.</param>
    public static async Task<SystemdMachine> On(string lower = "/")
    {
        Requirement.Root();
        Requirement.Program("systemd-nspawn");
        var machine = new SystemdMachine(await SmallDisk.Mount("size=2g"));
        foreach (var folder in new[] { "upper", "work", "root" })
            Directory.CreateDirectory(Path.Combine(machine._disk.Path, folder));
        var layers = $"lowerdir={lower},upperdir={machine._disk.Path}/upper,workdir={machine._disk.Path}/work";
        var (exitCode, output) = await TestProcess.Run("mount", "-t", "overlay", "overlay", "-o", layers, machine.Root);
        if (exitCode == 0)
            return machine;
        await machine.DisposeAsync();
        Assert.Skip($"no overlay can be mounted here: {output}");
        return machine;
    }

    /// <summary>A folder is in the machine what it is outside, where every user of the machine gets to it; before <see cref="Boot"/>.</summary>
    public SystemdMachine Share(string folder, bool readOnly = false)
    {
        // A clone below a home that is its user's alone, such as root's, would be out of reach for the node's user.
        for (var above = Path.GetDirectoryName(folder); above is { Length: > 1 }; above = Path.GetDirectoryName(above))
        {
            var inside = new DirectoryInfo(Root + above);
            if (inside.Exists && !inside.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                inside.UnixFileMode |= UnixFileMode.OtherExecute;
        }

        _shared.Add($"--bind{(readOnly ? "-ro" : "")}={folder.Replace(":", "\\:", StringComparison.Ordinal)}");
        return this;
    }

    /// <summary>Its network is this namespace, ip-netns(8); before <see cref="Boot"/>.</summary>
    public SystemdMachine InNetwork(string name)
    {
        _shared.Add($"--network-namespace-path=/run/netns/{name}");
        return this;
    }

    /// <summary>Writes a file of the machine, and makes the folders above it.</summary>
    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + path)!);
        File.WriteAllText(Root + path, text);
    }

    /// <summary>Copies a file into the machine.</summary>
    public void Copy(string file, string path) => File.Copy(file, Root + path, overwrite: true);

    /// <summary>Returns when it is up.</summary>
    public async Task Boot()
    {
        // A name of its own, so that several can run at a time; the target has what a service needs and nothing that logs in.
        var name = $"visor-{Path.GetFileName(Path.GetDirectoryName(_disk.Path)!)}";
        _group = new ControlGroup(name);
        string[] command =
        [
            .. _group.Prefix, "systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--console=pipe", "--link-journal=no", $"--machine={name}", $"--directory={Root}", "--boot", .. _shared,
            "systemd.unit=basic.target",
        ];
        _nspawn = TestProcess.Start(command[0], command[1..]);
        _init = await Eventually.See(FirstChild, () => $"the first process of the machine\n{Console}");
        var state = "";
        await Eventually.See(
            async () => (state = await State()) is "running" or "degraded" ? this : null,
            () => $"a machine that is up; it is: {state}\n{Console}");
    }

    /// <summary>Runs a program in the machine, as root.</summary>
    public Task<(int ExitCode, string Output)> Do(string program, params string[] args) =>
        TestProcess.Run("nsenter", Entering(program, args));

    /// <summary>The same, for what takes longer.</summary>
    public Task<(int ExitCode, string Output)> DoPatiently(TimeSpan patience, string program, params string[] args) =>
        TestProcess.RunPatiently(patience, "nsenter", Entering(program, args));

    /// <summary>The same; it ends with 0.</summary>
    /// <returns>What it has written.</returns>
    public async Task<string> Succeed(string program, params string[] args)
    {
        var (exitCode, output) = await Do(program, args);
        exitCode.ShouldBe(0, $"{program} {string.Join(' ', args)}\n{output}\n{await Journal()}");
        return output;
    }

    /// <summary>A property of a unit, systemctl(1), <c>show</c>.</summary>
    public async Task<string> Property(string unit, string name) => (await Succeed("systemctl", "show", "--value", "--property", name, unit)).Trim();

    public async Task<int> MainPid(string unit) => int.Parse(await Property(unit, "MainPID"), CultureInfo.InvariantCulture);

    /// <summary>All that was logged, or what one unit has logged.</summary>
    public async Task<string> Journal(string? unit = null) =>
        (await Do("journalctl", unit is null ? ["--no-pager", "--output=cat"] : ["--no-pager", "--output=cat", $"--unit={unit}"])).Output;

    public async ValueTask DisposeAsync()
    {
        if (_nspawn is not null)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(_init is null ? Console : await Journal());

            // With its first process the kernel ends all of the machine, which outlives a systemd-nspawn that is killed.
            foreach (var process in Children())
                _ = Native.Kill(process, Native.SigKill);
            await _nspawn.WaitForExitAlone();
            await _nspawn.DisposeAsync();
        }

        _group?.Dispose();
        await TestProcess.Run("umount", "--lazy", Root);
        await _disk.DisposeAsync();
    }

    private string[] Entering(string program, string[] args) =>
        ["--target", _init ?? throw new InvalidOperationException("it is not booted"), "--all", "--wd=/", program, .. args];

    private string? FirstChild()
    {
        _nspawn!.HasExited.ShouldBeFalse(Console);
        return Children().Select(pid => $"{pid}").FirstOrDefault(pid => File.Exists($"/proc/{pid}/comm") && File.ReadAllText($"/proc/{pid}/comm").Trim() is "systemd" or "init");
    }

    // proc(5): empty once it has ended.
    private int[] Children()
    {
        var file = $"/proc/{_nspawn!.Pid}/task/{_nspawn.Pid}/children";
        return _nspawn.HasExited || !File.Exists(file)
            ? []
            : [.. File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];
    }

    private async Task<string> State()
    {
        _nspawn!.HasExited.ShouldBeFalse(Console);
        return File.Exists($"/proc/{_init}/root/run/systemd/private") ? (await Do("systemctl", "is-system-running")).Output.Trim() : "without a socket";
    }
}
