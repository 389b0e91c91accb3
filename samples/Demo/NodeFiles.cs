using System.Text;

namespace Visor.Demo;

/// <summary>Writes the home folder of a Visor as an operator would: the first release, and the later ones if it is to be prepared.</summary>
internal static class NodeFiles
{
    public static void Write(DemoNode node, Network network, ReleaseHost releases)
    {
        Directory.CreateDirectory(node.Home);
        Directory.CreateDirectory(node.ChainHome);
        // A core that closes its databases takes its time.
        File.WriteAllText(Path.Combine(node.ChainHome, "misbehave"), "slow-stop=150\n");
        File.WriteAllText(Path.Combine(node.Home, "config.toml"), Config(node, releases));
        foreach (var step in Network.Steps.Where(s => s.Height == 0 || node.IsPrepared))
        {
            var folder = Directory.CreateDirectory(Path.Combine(node.Home, step.Height == 0 ? "genesis" : step.Release)).FullName;
            File.Copy(network.BinaryOf(step), Path.Combine(folder, "vega"));
            File.WriteAllText(Path.Combine(folder, "run-config.toml"), RunConfig(node, step));
        }
    }

    private static string Config(DemoNode node, ReleaseHost releases) =>
        $"""
        # Any failure ends this Visor, so that the demo shows it.
        maxNumberOfRestarts = 0
        maxNumberOfFirstConnectionRetries = 15
        stopSignalTimeoutSeconds = 5
        # The nodes share the processors of one machine, so they switch one after the other.
        stopDelaySeconds = {node.StopDelaySeconds}

        [autoInstall]
        enabled = true
        apiUrl = {Quoted(releases.ApiUrl)}
        repositoryOwner = {Quoted(ReleaseHost.Owner)}
        repository = {Quoted(ReleaseHost.Repository)}
        verification = "required"
        # Not all nodes ask in the same second.
        startDelaySeconds = 1

        [autoInstall.asset]
        name = {Quoted(ReleaseHost.AssetName)}
        binaryName = {Quoted(ReleaseHost.BinaryName)}

        """;

    private static string RunConfig(DemoNode node, Step step)
    {
        var home = Quoted(node.ChainHome);
        var text = new StringBuilder(
            $"""
            name = {Quoted(step.Release)}

            [vega.binary]
            path = "vega"
            args = ["start", "--home", {home}]

            [vega.rpc]
            socketPath = {Quoted(Path.Combine(node.ChainHome, "vega.sock"))}
            httpPath = "/rpc"

            """);
        if (node.HasDataNode)
        {
            text.Append(
                $"""

                [data_node.binary]
                path = "vega"
                args = ["datanode", "start", "--home", {home}]

                """);
        }

        return text.ToString();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
