namespace Visor.Bench.Peers;

/// <summary>A scanner that keeps one supervising process for each service of a folder: a folder with a script <c>run</c>.</summary>
internal sealed class ServiceFolder : ProcessKeeper
{
    private readonly string _scanner;
    private readonly int _stopSignal;

    private ServiceFolder(string name, string scanner, int stopSignal)
        : base(name) => (_scanner, _stopSignal) = (scanner, stopSignal);

    /// <summary>runsvdir(8), which passes SIGHUP on to its runsv(8) processes as SIGTERM.</summary>
    public static ServiceFolder Runit { get; } = new("runit", "runsvdir", Native.SigHup);

    /// <summary>s6-svscan with its s6-supervise processes.</summary>
    public static ServiceFolder S6 { get; } = new("s6", "s6-svscan", Native.SigTerm);

    public override string? Lack => Find(_scanner) is null ? $"{_scanner} (package {Name}) is not installed" : null;

    public override Task<RunningPeer> Start(PeerScene scene)
    {
        var services = Path.Combine(scene.Folder, "sv");
        foreach (var (i, command) in scene.Commands.Index())
            PeerScene.WriteScript(Path.Combine(services, $"child{i}", "run"), command);
        return Task.FromResult<RunningPeer>(ToolProcess.Start(scene, [Find(_scanner)!, services], _stopSignal));
    }
}
