using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Output;

/// <summary>What a node gets from Visor: its output, its input, its environment.</summary>
public sealed class InheritedTests
{
    [Fact]
    public async Task What_a_node_says_passes_through_untouched()
    {
        await using var node = await TestNode.Create();
        Wrap(node, """
            printf 'to stdout:\t{"level":"info"}  \033[31m%%s\n'
            printf 'to stderr:\t<3>not ours\n' >&2
            """);

        var visor = await node.RunUntilReady();

        visor.StandardOutput.ShouldContain("to stdout:\t{\"level\":\"info\"}  \u001b[31m%s", StringComparer.Ordinal);
        visor.StandardOutput.ShouldNotContain("to stderr:\t<3>not ours", StringComparer.Ordinal);
        visor.Lines.ShouldContain("to stderr:\t<3>not ours", StringComparer.Ordinal);
        visor.StandardOutput.ShouldContain("core v0.1.0 runs from height 0", StringComparer.Ordinal);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task A_node_inherits_the_environment_without_what_is_meant_for_visor_alone()
    {
        await using var node = await TestNode.Create();
        Dictionary<string, string?> environment = new(StringComparer.Ordinal)
        {
            ["GITHUB_TOKEN"] = "a secret",
            ["NOTIFY_SOCKET"] = "/nowhere",
            ["WATCHDOG_USEC"] = "1",
            ["LISTEN_FDS"] = "1",
            ["VISOR_NOTIFICATIONS__URL"] = "http://127.0.0.1:1/a-secret",
            ["OPERATORS_OWN"] = "kept",
        };
        var visor = node.Run(environment: environment);
        await node.Ready(TestNode.Genesis);

        var core = node.Ledger.All("start").ShouldHaveSingleItem().Pid;
        var inherited = (await File.ReadAllTextAsync($"/proc/{core}/environ", TestContext.Current.CancellationToken)).Split('\0');

        inherited.ShouldContain("OPERATORS_OWN=kept", StringComparer.Ordinal);
        inherited.Select(v => v.Split('=')[0])
            .Intersect(["GITHUB_TOKEN", "NOTIFY_SOCKET", "WATCHDOG_USEC", "LISTEN_FDS", "VISOR_NOTIFICATIONS__URL"], StringComparer.Ordinal)
            .ShouldBeEmpty();
        new FileInfo($"/proc/{core}/fd/0").LinkTarget.ShouldBe("/dev/null");
        await node.StopCleanly(visor);
    }

    private static void Wrap(TestNode node, string script)
    {
        node.Write("genesis/wrapper", $"""
            #!/bin/sh
            [ "$1" = version ] && exec "$(dirname "$0")/vega" "$@"
            {script}
            exec "$(dirname "$0")/vega" "$@"
            """);
        node.Write("genesis/run-config.toml", node.RunConfig([], "wrapper"));
    }
}
