using Shouldly;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Processes;

[Pure]
public sealed class ProcessStatTests
{
    private const string Rest = "S 1 812 812 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 123456 0 0";

    [Theory]
    [InlineData("vega")]
    [InlineData("two words")]
    [InlineData("a) Z 9 9 9 (b")]
    [InlineData(")")]
    [InlineData("")]
    public void A_command_may_hold_any_character(string command) =>
        ProcessStat.Parse($"812 ({command}) {Rest}").ShouldBe(new ProcessStat(812, 'S', 1, 812, 812, 123456));

    [Theory]
    [InlineData('Z', false)]
    [InlineData('X', false)]
    [InlineData('S', true)]
    [InlineData('D', true)]
    [InlineData('T', true)]
    public void A_zombie_has_ended(char state, bool lives) =>
        ProcessStat.Parse($"812 (vega) {state}{Rest[1..]}").ShouldNotBeNull().Lives.ShouldBe(lives);

    [Theory]
    [InlineData("")]
    [InlineData("812")]
    [InlineData("812 (vega) S 1 2")]
    [InlineData("(vega) S 1 812 812 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 123456 0 0")]
    [InlineData("x (vega) S 1 812 812 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 123456 0 0")]
    [InlineData("812 )vega( S 1 812 812 0")]
    public void What_is_no_such_line_is_nobody(string text) => ProcessStat.Parse(text).ShouldBeNull();
}
