using Visor.SimulatedCosmosNode.Home;

namespace Visor.SimulatedCosmosNode.Verbs;

/// <summary><c>appd version [--long] [--output json]</c></summary>
internal static class VersionVerb
{
    public static int Run(Invocation invocation)
    {
        var release = invocation.Release;
        var stream = release.VersionStream is "stderr" ? Console.Error : Console.Out;
        var isLong = invocation.Has("long");
        var isJson = (invocation.Flag("output") ?? ShortOutput(invocation.Words)) is "json";
        var sdk = release.Dialect is "047" ? "v0.47.5" : "v0.50.13";
        stream.WriteLine((isLong, isJson) switch
        {
            (true, true) => $$"""{"name":"simulated","server_name":{{GoJson.Quote(invocation.Executable.Name)}},"version":{{GoJson.Quote(release.Version)}},"commit":"5e1f00dca7c0de5e1f00dca7c0de5e1f00dca7c0","build_tags":"","go":"go version go1.23.5 linux/amd64","build_deps":[],"cosmos_sdk_version":"{{sdk}}"}""",
            (true, false) => $"commit: 5e1f00dca7c0de5e1f00dca7c0de5e1f00dca7c0\ncosmos_sdk_version: {sdk}\nname: simulated\nserver_name: {invocation.Executable.Name}\nversion: {release.Version}",
            _ => release.Version,
        });
        return 0;
    }

    private static string? ShortOutput(IReadOnlyList<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i] is "-o")
                return words[i + 1];
        }

        return null;
    }
}
