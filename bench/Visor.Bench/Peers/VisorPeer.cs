namespace Visor.Bench.Peers;

/// <summary>A Visor: this one, or another with the same command line. Of two children the second is a data node.</summary>
internal sealed class VisorPeer(string name, string path) : ProcessKeeper(name)
{
    public string Program { get; } = Path.GetFullPath(path);

    public override string? Lack => File.Exists(Program) ? null : $"{Program} does not exist";

    public override async Task<RunningPeer> Start(PeerScene scene)
    {
        var home = Path.Combine(scene.Folder, "home");
        var release = Path.Combine(home, "v0.0.1");
        Directory.CreateDirectory(release);
        await File.WriteAllTextAsync(Path.Combine(home, "config.toml"), "maxNumberOfRestarts = 1000000\nrestartsDelaySeconds = 0\n");
        var binary = Path.Combine(release, "vega");
        File.Copy(scene.StampingCore, binary);
        var core = scene.Commands[0];
        var runConfig = $"""
            name = "v0.0.1"
            [vega.binary]
            path = "vega"
            args = [{Quoted(core[1..])}]
            [vega.rpc]
            socketPath = '{scene.Folder}/s0'
            httpPath = "/rpc"

            """;
        if (scene.Commands is [_, var dataNode])
            runConfig += $"[data_node.binary]\npath = \"vega\"\nargs = [{Quoted(["datanode", .. dataNode[1..]])}]\n";
        await File.WriteAllTextAsync(Path.Combine(release, "run-config.toml"), runConfig);
        File.CreateSymbolicLink(Path.Combine(home, "current"), "v0.0.1");
        return ToolProcess.Start(scene, [Program, "run", "--home", home], Native.SigTerm, binary);
    }

    private static string Quoted(string[] words) => string.Join(", ", words.Select(word => $"'{word}'"));
}
