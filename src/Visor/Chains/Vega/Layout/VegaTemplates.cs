using Visor.Model;

namespace Visor.Chains.Vega.Layout;

/// <summary>The files of a new home folder.</summary>
/// <param name="assetName">Of a release for this machine.</param>
internal sealed class VegaTemplates(string assetName) : IHomeTemplates
{
    /// <summary>Placeholder for a release that does not exist yet.</summary>
    private const string Placeholder = "vX.X.X";

    /// <summary>Of the core's RPC, as the run configs have it.</summary>
    private const string Socket = "/run/vega/vega.sock";

    public string SocketPath => Socket;

    private const string Config = "config.toml";

    public (string Name, string Description)? CompanionOption => ("--with-data-node", "The node has a data node in addition to its core.");

    public IEnumerable<(string Name, string Text)> Files(bool withCompanions)
    {
        yield return ("genesis/run-config.toml", RunConfig("genesis", "How the first version of the node is run.", withCompanions));
        yield return (
            $"{Placeholder}/run-config.toml",
            RunConfig(Placeholder, "An example for a release: copy this folder, name the copy after its tag, such as v0.76.0, and put the binary in it.", withCompanions));
        yield return (Config, Read(Config).Replace("{{asset}}", assetName, StringComparison.Ordinal));
    }

    public string NextSteps(string home, bool withCompanions)
    {
        var definition = Path.Combine(home, "genesis", "run-config.toml");
        var place = withCompanions ? "the --home of the core and of the data node" : "the --home of the node";
        return $"""
            Created the home folder {home}. Next steps:

              1. Copy the binary of the first release to {Path.Combine(home, "genesis", "vega")},
                 or name it in {definition}.
              2. In the same file, set {place} and the socketPath of the core.
                 Visor's own settings are in {Path.Combine(home, "config.toml")}.
              3. Start it: visor run --home {ShellWord.Quote(home)}

            """;
    }

    private static string RunConfig(string name, string purpose, bool withDataNode)
    {
        var core = Read("run-config.toml")
            .Replace("{{name}}", name, StringComparison.Ordinal)
            .Replace("{{purpose}}", purpose, StringComparison.Ordinal)
            .Replace("{{socket}}", Socket, StringComparison.Ordinal);
        return withDataNode ? core + Read("data-node.toml") : core;
    }

    private static string Read(string template)
    {
        var name = $"Templates.{template}";
        using var stream = typeof(VegaTemplates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the program was built without its resource {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
