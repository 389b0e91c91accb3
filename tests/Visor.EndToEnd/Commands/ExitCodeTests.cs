using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Commands;

/// <summary>
/// What each exit code of <c>visor run</c> means to whoever starts it again: 78 waits for a person and for nothing else, 1 may succeed at the next
/// start, 75 is somebody else's node or Visor. One row a reason.
/// </summary>
public sealed class ExitCodeTests
{
    private static readonly (string Reason, int Code, Func<TestNode, Task<TestProcess>> Run)[] Table =
    [
        ("asked to stop", 0, async node => Asked(await node.RunUntilReady(), Native.SigTerm)),
        ("the node fails more often than it may", 1, node => Fails(node, "always-exit=3@after:1")),
        ("the home may be on a disk that is not mounted yet", 1, node => With(node, () => Empty(node.Home))),
        ("another Visor runs on the home", 75, async node =>
        {
            await node.RunUntilReady();
            return node.Run();
        }),
        ("the node is handed over", 76, async node => Asked(await node.RunUntilReady(), Native.SigUsr2)),
        ("config.toml is wrong", 78, node => With(node, () => node.Write("config.toml", "maxNumberOfRestarts = \"many\"\n"))),
        ("the run config is missing", 78, node => With(node, () => File.Delete(node.In("genesis", "run-config.toml")))),
        ("the binary is missing", 78, node => With(node, () => File.Delete(node.In("genesis", "vega")))),
        ("the binary is no program", 78, node => With(node, () => File.WriteAllText(node.In("genesis", "vega"), "not a program\0"))),
        ("the binary answers something else", 78, node => With(node, () => File.WriteAllText(node.In("genesis", "vega"), "#!/bin/sh\necho hello\n"))),
        ("the journal is damaged", 78, node => With(node, () => node.Write(".visor/journal.jsonl", "damaged\n"))),
        ("current is a folder", 78, node => With(node, () => Directory.CreateDirectory(node.In("current")))),
    ];

    public static TheoryData<string> Reasons => [.. Table.Select(row => row.Reason)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Each_reason_to_end_has_the_code_that_says_who_has_to_act(string reason)
    {
        var (_, code, run) = Array.Find(Table, row => string.Equals(row.Reason, reason, StringComparison.Ordinal));
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 1\n");

        var visor = await run(node);

        (await visor.WaitForExitAlone()).ShouldBe(code, visor.Output);
        visor.Output.ShouldNotContain("   at Visor.");
    }

    private static Task<TestProcess> With(TestNode node, Action change)
    {
        change();
        return Task.FromResult(node.Run());
    }

    private static Task<TestProcess> Fails(TestNode node, string misbehaviour)
    {
        node.Misbehave(misbehaviour);
        return Task.FromResult(node.Run());
    }

    private static TestProcess Asked(TestProcess visor, int signal)
    {
        visor.Signal(signal);
        return visor;
    }

    private static void Empty(string folder)
    {
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }
}
