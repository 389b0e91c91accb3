namespace Visor.Home;

/// <summary>The files of a new home folder.</summary>
internal static class HomeTemplates
{
    /// <summary>Stands for a release nobody has agreed on yet.</summary>
    private const string Placeholder = "vX.X.X";

    /// <summary>Of the core's RPC, as the run configs have it.</summary>
    public const string SocketPath = "/run/vega/vega.sock";

    /// <summary>How Visor behaves, and whom it tells.</summary>
    public const string Config = "config.toml";

    /// <returns>Path below the home and text; <c>config.toml</c>, which makes a folder a home, comes last.</returns>
    public static IEnumerable<(string Name, string Text)> Files(bool withDataNode)
    {
        yield return ("genesis/run-config.toml", RunConfig("genesis", "How the first version of the node is run.", withDataNode));
        yield return (
            $"{Placeholder}/run-config.toml",
            RunConfig(Placeholder, "An example for a release: copy this folder, name it as the tag, such as v0.76.0, and put the binary into it.", withDataNode));
        yield return (Config, Read(Config).Replace("{{asset}}", PlatformAsset.Name, StringComparison.Ordinal));
    }

    private static string RunConfig(string name, string purpose, bool withDataNode)
    {
        var core = Read("run-config.toml")
            .Replace("{{name}}", name, StringComparison.Ordinal)
            .Replace("{{purpose}}", purpose, StringComparison.Ordinal)
            .Replace("{{socket}}", SocketPath, StringComparison.Ordinal);
        return withDataNode ? core + Read("data-node.toml") : core;
    }

    private static string Read(string template)
    {
        var name = $"Visor.Home.Templates.{template}";
        using var stream = typeof(HomeTemplates).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the program was built without its resource {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
