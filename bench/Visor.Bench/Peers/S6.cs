namespace Visor.Bench.Peers;

/// <summary>s6-svscan with an s6-supervise for each child.</summary>
internal sealed class S6() : Peer("s6")
{
    public override string? Lack => Find("s6-svscan") is null ? "s6-svscan (package s6) is not installed" : null;

    public override Task<RunningPeer> Start(PeerScene scene)
    {
        var services = Path.Combine(scene.Folder, "sv");
        foreach (var (i, command) in scene.Commands.Index())
            PeerScene.WriteScript(Path.Combine(services, $"child{i}", "run"), command);
        return Task.FromResult<RunningPeer>(ToolProcess.Start(scene, [Find("s6-svscan")!, services], Native.SIGTERM));
    }
}
