namespace Visor.Bench.Peers;

/// <summary>supervisord in the foreground, without its server.</summary>
internal sealed class Supervisord() : ProcessKeeper("supervisord")
{
    public override string? Lack => Find("supervisord") is null ? "supervisord (package supervisor) is not installed" : null;

    public override async Task<RunningPeer> Start(PeerScene scene)
    {
        var file = Path.Combine(scene.Folder, "supervisord.conf");
        var programs = scene.Commands.Select((command, i) => $"""
            [program:child{i}]
            command={string.Join(' ', command).Replace("%", "%%", StringComparison.Ordinal)}
            autorestart=true
            startsecs=0
            """);
        await File.WriteAllTextAsync(file, $"[supervisord]\nnodaemon=true\nuser=root\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile={scene.Folder}/pid\n{string.Join('\n', programs)}\n");
        return ToolProcess.Start(scene, [Find("supervisord")!, "--configuration", file], Native.SigTerm);
    }
}
