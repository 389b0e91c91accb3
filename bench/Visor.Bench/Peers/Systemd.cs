using System.Diagnostics;

namespace Visor.Bench.Peers;

/// <summary>systemd as process 1 of a machine that systemd-nspawn has booted on an overlay of this one's root. Disposing ends it.</summary>
internal sealed class Systemd(Tools tools) : ProcessKeeper("systemd"), IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Path.Combine(tools.Folder, $"vs-{Environment.ProcessId}");
    private Process? _nspawn;
    private int _units;

    public override string? Lack =>
        Find("systemd-nspawn") is null ? "systemd-nspawn (package systemd-container) is not installed"
        : !Environment.IsPrivilegedProcess ? "only root may boot a machine for it"
        : null;

    private string Root => Path.Combine(_folder, "root");

    private int Init { get; set; }

    public override async Task<RunningPeer> Start(PeerScene scene)
    {
        if (_nspawn is null)
            await Boot();
        List<string> units = [];
        foreach (var command in scene.Commands)
        {
            var unit = $"visor-bench-{_units++}.service";
            await File.WriteAllTextAsync(
                $"{Root}/etc/systemd/system/{unit}",
                $"[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart={string.Join(' ', command)}\nRestart=always\nRestartSec=0\n");
            units.Add(unit);
        }

        await Do("systemctl", "daemon-reload");
        var began = Stopwatch.GetTimestamp();
        await Do(["systemctl", "start", "--no-block", .. units]);
        return new Services(this, units) { BeganAt = began };
    }

    public async ValueTask DisposeAsync()
    {
        if (_nspawn is null)
            return;
        if (Init != 0)
            _ = Native.Kill(Init, Native.SigKill); // The kernel ends all of the machine with it.
        await _nspawn.WaitForExitAsync();
        _nspawn.Dispose();
        await Tools.Capture("umount", "--lazy", Root);
        await Tools.Capture("umount", "--lazy", _folder);
        Directory.Delete(_folder);
    }

    private async Task Boot()
    {
        Directory.CreateDirectory(_folder);
        await Succeed("mount", "-t", "tmpfs", "-o", "size=256m", "visor-bench", _folder);
        foreach (var name in new[] { "upper", "work", "root" })
            Directory.CreateDirectory(Path.Combine(_folder, name));
        await Succeed("mount", "-t", "overlay", "overlay", "-o", $"lowerdir=/,upperdir={_folder}/upper,workdir={_folder}/work", Root);
        _nspawn = Process.Start(new ProcessStartInfo(
            Find("systemd-nspawn")!,
            [
                "--quiet", "--register=no", "--keep-unit", "--console=pipe", "--link-journal=no", $"--machine=visor-bench-{Environment.ProcessId}", $"--directory={Root}", "--boot",
                $"--bind={tools.Folder}", $"--bind=/dev/shm", $"--bind-ro={Path.GetDirectoryName(tools.StampingCore)}", "systemd.unit=basic.target",
            ])
        { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false })!;
        var began = Stopwatch.GetTimestamp();
        while (!await IsUp())
        {
            if (_nspawn.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException("the machine for systemd does not come up");
            await Task.Delay(50);
        }
    }

    private async Task<bool> IsUp()
    {
        Init = ProcessTree.Of(_nspawn!.Id).Skip(1).FirstOrDefault();
        return Init != 0 && File.Exists($"/proc/{Init}/root/run/systemd/private")
            && (await Tools.Capture("nsenter", ["--target", $"{Init}", "--all", "--wd=/", "systemctl", "is-system-running"])).Output.Trim() is "running" or "degraded";
    }

    private Task Do(params string[] command) => Succeed("nsenter", ["--target", $"{Init}", "--all", "--wd=/", .. command]);

    private static async Task Succeed(string program, params string[] arguments)
    {
        var (exitCode, output) = await Tools.Capture(program, arguments);
        if (exitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}: {output}");
    }

    private sealed class Services(Systemd systemd, List<string> units) : RunningPeer
    {
        public override IReadOnlyList<int> Own() => [systemd.Init];

        public override async Task<(long AskedAt, long? EndedAt)> Stop()
        {
            var asked = Stopwatch.GetTimestamp();
            await systemd.Do(["systemctl", "stop", .. units]);
            return (asked, null);
        }

        public override async ValueTask DisposeAsync() => await systemd.Do(["systemctl", "stop", .. units]);
    }
}
