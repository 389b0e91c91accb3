using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Output;

/// <summary>What Visor does to a terminal: it writes lines, and leaves everything else as it was.</summary>
public sealed class OnTerminalTests
{
    // What the node does to a terminal is its own affair.
    private const string NotTheNode = ">/dev/null";

    private const char Escape = '\u001b';

    [Fact]
    public async Task No_verb_changes_the_mode_of_the_terminal()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        foreach (var verb in new[] { "status", "history", "check", "hold", "resume", "version", "--help", "run --help", "run", "nonsense" })
        {
            string[] home = verb is "version" or "--help" or "nonsense" ? [] : ["--home", node.Home];
            await using var shown = VisorProcess.StartOnTerminal([.. verb.Split(' '), .. home], Terminal("xterm"));
            await shown.WaitForExit();
            shown.Output.ShouldNotBeEmpty(verb);
            ShouldHaveNoMode(shown.Output, verb);
        }

        await using (var watch = VisorProcess.StartOnTerminal(["status", "--watch", "--home", node.Home], Terminal("xterm")))
        {
            await watch.WaitForLine(TestNode.Genesis);
            ShouldHaveNoMode(watch.Output, "status --watch");
        }

        await node.StopCleanly(visor);
    }

    [Theory]
    [InlineData("xterm", "", true)]
    [InlineData("xterm", "1", false)]
    [InlineData("dumb", "", false)]
    [InlineData(null, "", false)]
    public async Task Colours_are_for_terminals_that_have_them_and_people_who_want_them(string? terminal, string noColor, bool isColoured)
    {
        await using var node = await TestNode.Create();
        var environment = Terminal(terminal);
        environment["NO_COLOR"] = noColor;

        await using var status = VisorProcess.StartOnTerminal(["status", "--home", node.Home], environment);
        await status.WaitForExit();

        status.Output.Contains(Escape, StringComparison.Ordinal).ShouldBe(isColoured, status.Output);
    }

    [Fact]
    public async Task A_Visor_on_a_terminal_says_its_lines_and_nothing_else()
    {
        await using var node = await TestNode.Create();
        var visor = node.Own(VisorProcess.StartOnTerminal(["run", "--home", node.Home], Terminal("xterm"), NotTheNode));
        await node.Ready(TestNode.Genesis);

        (await node.Do("stop")).ExitCode.ShouldBe(0);
        await visor.WaitForExit();

        visor.Output.ShouldContain("is ready");
        ShouldHaveNoMode(visor.Output, "run");
        node.NothingLives();
    }

    [Fact]
    public async Task A_Visor_whose_terminal_is_gone_goes_on_and_upgrades()
    {
        await using var node = await TestNode.Create();
        await node.Prepare("v0.2.0");
        var terminal = node.Own(VisorProcess.StartOnTerminal(["run", "--home", node.Home], Terminal("xterm"), NotTheNode));
        await node.Ready(TestNode.Genesis);

        await terminal.Kill(); // SIGHUP to Visor, and EIO for whatever it writes.
        node.Network.UpgradeIn(40, "v0.2.0");
        await node.Ready("v0.2.0");

        (await node.Do("stop")).ExitCode.ShouldBe(0);
        node.NothingLives();
        node.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_written_is_an_error_of_one_line_and_a_log_that_cannot_be_written_is_none()
    {
        await using var node = await TestNode.Create(config: "maxNumberOfRestarts = 100\n");
        var visor = node.Own(VisorProcess.RunRedirected(node.Home, "2>/dev/full"));
        await node.Ready(TestNode.Genesis);
        node.Signal(Native.SigKill);
        await node.ReadyAfterStarts(2);

        await using var status = TestProcess.Start("/bin/sh", "-c", "exec \"$0\" status --home \"$1\" >/dev/full", Programs.Visor, node.Home);
        (await status.WaitForExit()).ShouldBe(1);
        status.Lines.ShouldHaveSingleItem().ShouldContain("No space left on device");
        await node.StopCleanly(visor);
    }

    private static Dictionary<string, string?> Terminal(string? name) => new(StringComparer.Ordinal) { ["TERM"] = name, ["NO_COLOR"] = null };

    // Private modes are set by ESC [ ? … h or l, the keypad by ESC = and ESC > (ctlseqs of xterm).
    private static void ShouldHaveNoMode(string output, string verb)
    {
        output.ShouldNotContain($"{Escape}[?", customMessage: verb);
        output.ShouldNotContain($"{Escape}=", customMessage: verb);
        output.ShouldNotContain($"{Escape}>", customMessage: verb);
    }
}
