using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Containers;

/// <summary>What a container gets of a node of the tests: its home as the volume, and the folder of all of it at the path that it has here.</summary>
internal static class ContainedNode
{
    public const string Home = "/var/lib/visor";

    /// <summary>Nothing that an operator could take away.</summary>
    public static IReadOnlyList<string> Restrictions { get; } = ["--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges"];

    /// <summary>Gives all of it to a user, and says what a container of that user is run with.</summary>
    public static async Task<IReadOnlyList<string>> Options(string folder, string home, string user = "10001:10001")
    {
        var (exitCode, output) = await TestProcess.Run("chown", "--recursive", "--no-dereference", user, folder);
        exitCode.ShouldBe(0, output);
        return [.. Restrictions, "--user", user, "--volume", $"{folder}:{folder}", "--volume", $"{home}:{Home}"];
    }

    public static Task<IReadOnlyList<string>> Options(TestNode node, string user = "10001:10001") => Options(Path.GetDirectoryName(node.Home)!, node.Home, user);
}
