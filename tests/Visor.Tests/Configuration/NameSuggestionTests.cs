using Shouldly;
using Visor.Configuration;
using Xunit;

namespace Visor.Tests.Configuration;

[Pure]
public sealed class NameSuggestionTests
{
    private static readonly string[] Verbs = ["status", "stage", "history", "hold", "resume", "--output", "--home"];

    [Theory]
    [InlineData("stat", "status")]
    [InlineData("sta", null)]
    [InlineData("ho", null)]
    [InlineData("--out", "--output")]
    [InlineData("hodl", "hold")]
    [InlineData("HISTORY", "history")]
    [InlineData("--hmoe", "--home")]
    [InlineData("restart", null)]
    [InlineData("", null)]
    public void A_beginning_or_a_slip_is_understood_and_a_guess_is_not_made(string typed, string? meant) => NameSuggestion.Find(typed, Verbs).ShouldBe(meant);

    [Fact]
    public void What_nobody_can_have_meant_is_not_compared() => NameSuggestion.Find(new string('x', 100_000), Verbs).ShouldBeNull();
}
