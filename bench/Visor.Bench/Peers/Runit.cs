namespace Visor.Bench.Peers;

/// <summary>runsvdir(8) with a runsv(8) for each child.</summary>
internal sealed class Runit() : Peer("runit")
{
    public override string? Lack => Find("runsvdir") is null ? "runsvdir (package runit) is not installed" : null;

    public override Task<RunningPeer> Start(PeerScene scene)
    {
        var services = Path.Combine(scene.Folder, "sv");
        foreach (var (i, command) in scene.Commands.Index())
            PeerScene.WriteScript(Path.Combine(services, $"child{i}", "run"), command);
        return Task.FromResult<RunningPeer>(ToolProcess.Start(scene, [Find("runsvdir")!, services], Native.SIGHUP));
    }
}
