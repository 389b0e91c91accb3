using Shouldly;
using Xunit;

namespace Visor.EndToEnd.Harness;

/// <summary>The user that every Linux has and that owns nothing, for what root does on a home that is not its own.</summary>
internal static class OtherUser
{
    public const string Name = "nobody";
    public const string Number = "65534";

    private static readonly string[] As = ["--reuid", Number, "--regid", Number, "--clear-groups"];

    /// <summary>Skips the test where nobody can be that user, or cannot get at the programs under test.</summary>
    public static async Task Require()
    {
        Requirement.Root();
        Requirement.Program("setpriv");
        foreach (var program in new[] { Programs.Visor, Programs.SimulatedNode })
        {
            if ((await TestProcess.Run("setpriv", [.. As, "test", "-x", program])).ExitCode != 0)
                Assert.Skip($"{Name} may not run {program}");
        }
    }

    /// <summary>Gives it the home, the folder of the node and everything in them, and lets it through to them.</summary>
    public static async Task Own(TestNode node)
    {
        Directory.CreateDirectory(node.NodeHome);
        var above = Path.GetDirectoryName(node.Home)!;
        File.SetUnixFileMode(above, File.GetUnixFileMode(above) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        (await TestProcess.Run("chown", "-R", $"{Number}:{Number}", node.Home, node.NodeHome)).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldBe(0, r.Output));
    }

    /// <summary>Starts a verb on the home as that user.</summary>
    public static TestProcess Start(TestNode node, string verb, params string[] options) =>
        TestProcess.Start("setpriv", [.. As, Programs.Visor, verb, .. options, "--home", node.Home]);
}
