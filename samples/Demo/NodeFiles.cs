using System.Text;

namespace Visor.Demo;

/// <summary>Writes the home folder of a Visor as an operator would: everything is prepared, nothing is fetched.</summary>
internal static class NodeFiles
{
    private const string Config =
        """
        # Any failure ends this Visor, so that the demo shows it.
        maxNumberOfRestarts = 0
        maxNumberOfFirstConnectionRetries = 15
        stopSignalTimeoutSeconds = 5

        [autoInstall]
        enabled = false
        """;

    public static void Write(DemoNode node, Network network)
    {
        Directory.CreateDirectory(node.Home);
        Directory.CreateDirectory(node.ChainHome);
        File.WriteAllText(Path.Combine(node.Home, "config.toml"), Config);
        foreach (var step in Network.Steps)
        {
            var folder = Directory.CreateDirectory(Path.Combine(node.Home, step.Height == 0 ? "genesis" : step.Release)).FullName;
            File.Copy(network.BinaryOf(step), Path.Combine(folder, "vega"));
            File.WriteAllText(Path.Combine(folder, "run-config.toml"), RunConfig(node, step));
        }
    }

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
