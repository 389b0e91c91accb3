using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Recovery;

/// <summary>What an operator, or an accident, does to <c>current</c> behind Visor's back, and the ways out that Visor prints.</summary>
internal static partial class Contradictions
{
    /// <summary>Every way in which <c>current</c> can be wrong.</summary>
    public static readonly string[] All = ["gone", "a real folder", "a broken link", "elsewhere"];

    /// <param name="release">What lies in the folder <c>elsewhere</c> and, if there is one, in the real folder.</param>
    public static async Task Make(TestNode node, string how, string release)
    {
        await node.Prepare(release, "elsewhere");
        File.Delete(node.In("current"));
        switch (how)
        {
            case "a real folder":
                await node.Prepare(release, "current");
                break;
            case "a real file":
                node.Write("current", "");
                break;
            case "a broken link":
                File.CreateSymbolicLink(node.In("current"), "v9.9.9");
                break;
            case "elsewhere":
                File.CreateSymbolicLink(node.In("current"), "elsewhere");
                break;
        }
    }

    /// <summary>Leaves a node behind that no Visor watches.</summary>
    /// <param name="due">Whether its core stands at the block of an upgrade to v0.2.0, and the journal says so.</param>
    /// <param name="lives">Whether its processes live.</param>
    public static async Task<TestProcess> Abandon(TestNode node, bool due, bool lives)
    {
        var visor = await node.RunUntilReady();
        if (due)
        {
            node.Network.UpgradeIn(10, "v0.2.0");
            await node.Journalled("due");
        }

        await visor.Kill();
        if (!lives)
            visor.Mark.KillBearers();
        return visor;
    }

    /// <summary>The command line behind a way out, as it is printed: <c>as the journal says</c> or <c>as current says</c>.</summary>
    /// <param name="folder">What the operator writes for FOLDER.</param>
    public static string Command(string output, string way, string folder)
    {
        var line = output.Split('\n').Single(l => l.Contains($"{way}:", StringComparison.Ordinal));
        return CommandLine().Match(line).Groups["command"].Value.Replace("FOLDER", folder, StringComparison.Ordinal);
    }

    /// <summary>Types it into a shell.</summary>
    public static async Task<string> Type(string command)
    {
        var (code, output) = await TestProcess.Run("/bin/sh", "-c", $"visor() {{ '{Programs.Visor}' \"$@\"; }}; {command}");
        code.ShouldBe(0, $"{command}\n{output}");
        return output;
    }

    // Behind the way and in front of what it means.
    [GeneratedRegex(@"says: +(?<command>\S.*?)   \(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandLine();
}
