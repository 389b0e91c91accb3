using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Rights;

/// <summary>Whoever may write into a home writes nothing to the terminal of whoever looks at it.</summary>
public sealed class TerminalTests
{
    private const string Hostile = "nowhere\u001b]0;title\u0007\u001b[31m";

    [Fact]
    public async Task No_verb_passes_control_characters_of_a_home_on()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        await node.StopCleanly(visor);
        File.Delete(node.In("current"));
        File.CreateSymbolicLink(node.In("current"), Hostile);
        node.Write("hold", Hostile);

        (await Said(node)).ShouldContain("nowhere?]0;title??[31m");
    }

    [Fact]
    public async Task Nor_those_of_its_configuration()
    {
        await using var node = await TestNode.Create(config: "\"\\u001b[31mkey\" = 1\n[hooks]\nonStaged = [\"/\\u001b[31m\"]\n");
        node.Write("genesis/run-config.toml", node.RunConfig([], binary: "\\u001b]0;title\\u0007"));

        (await Said(node)).ShouldContain("…: is unknown and ignored");
    }

    private static async Task<string> Said(TestNode node)
    {
        var said = "";
        foreach (var (verb, options) in new (string, string[])[]
        {
            ("run", []), ("resolve", ["--keep-current"]), ("resolve", ["--keep-journal"]), ("status", []), ("check", []), ("history", []), ("hold", ["later"]), ("resume", []), ("stop", []),
        })
        {
            var (_, output) = await node.Do(verb, options);
            output.ShouldNotContain(c => char.IsControl(c) && c != '\n', $"visor {verb}");
            said += output + "\n";
        }

        return said;
    }
}
