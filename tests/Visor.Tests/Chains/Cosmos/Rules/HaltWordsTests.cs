using Shouldly;
using Visor.Chains.Cosmos.Rules;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Rules;

[Pure]
public sealed class HaltWordsTests
{
    private static readonly HaltOrder Committed = new(First: 9, Told: 8);
    private static readonly HaltOrder NotExecuted = new(First: 8, Told: 8);
    private static readonly ProcessExit Success = new(0, null);
    private static readonly ProcessExit Failed = new(2, null);

    [Theory]
    [InlineData("9:26AM INF halting node per configuration height=8 module=server time=0", true)]
    [InlineData("\u001b[90m9:26AM\u001b[0m \u001b[32mINF\u001b[0m halting node per configuration \u001b[36mheight=\u001b[0m8 \u001b[36mtime=\u001b[0m0", true)]
    [InlineData("{\"level\":\"info\",\"module\":\"server\",\"height\":8,\"time\":0,\"message\":\"halting node per configuration\"}", true)]
    [InlineData("9:26AM INF halting node per configuration height=80 time=0", false)]
    [InlineData("9:26AM INF halting node per configuration height=7 time=0", false)]
    [InlineData("9:26AM INF committed state height=8", false)]
    [InlineData("9:26AM INF halting node per configuration height=99999999999999999999999 time=0", false)]
    [InlineData("", false)]
    public void An_app_up_to_047_says_it_so(string line, bool isHalt) => HaltWords.IsIn(["before", line, "after"], Committed, Success).ShouldBe(isHalt);

    [Theory]
    [InlineData("ERR failed to apply block; error halt per configuration height 8 time 0", true)]
    [InlineData("panic: Failed to process committed block (8:0A1B): halt per configuration height 8 time 0", true)]
    [InlineData("Error: error during handshake: error on replay: halt per configuration height 9 time 0", false)]
    public void An_app_from_050_on_says_it_so(string line, bool isHalt) => HaltWords.IsIn([line, "goroutine 1 [running]:"], NotExecuted, Failed).ShouldBe(isHalt);

    [Fact]
    public void Words_count_only_at_an_end_that_can_be_a_halt()
    {
        HaltWords.IsIn(["halting node per configuration height=8"], Committed, new ProcessExit(null, Signals.Kill)).ShouldBeFalse();
        HaltWords.IsIn(["halting node per configuration height=8"], Committed, new ProcessExit(null, Signals.Interrupt)).ShouldBeTrue("one that is younger than 5 s ends so");
        HaltWords.IsIn(["halting node per configuration height=8"], Committed, ProcessExit.Unknown).ShouldBeTrue("an adopted process does not say how it ended");
        HaltWords.IsIn(["halt per configuration height 8"], NotExecuted, Success).ShouldBeFalse();
    }
}
