using Shouldly;
using Visor.Checking;
using Visor.Model;
using Visor.Status.Showing;
using Xunit;

namespace Visor.Tests.Checking;

[Pure]
public sealed class CheckTextTests
{
    private static readonly Finding[] Findings =
    [
        Finding.Ok("config.toml", "is valid"),
        Finding.Warning("hold", "the next upgrade will wait at its block: maintenance", "`visor resume --home /srv/visor` ends it"),
        Finding.Failure("rpc socket", "its folder /run/vega does not exist", "make it for the node's user: mkdir -p /run/vega"),
    ];

    [Fact]
    public void In_a_pipe_each_finding_is_a_line_and_each_remedy_another() => Lines(width: null).ShouldBe(
    [
        "✓ config.toml           is valid",
        "! hold                  the next upgrade will wait at its block: maintenance",
        "                        → `visor resume --home /srv/visor` ends it",
        "✗ rpc socket            its folder /run/vega does not exist",
        "                        → make it for the node's user: mkdir -p /run/vega",
        "",
        "NOT READY for v0.2.0: 1 of 3 checks failed",
    ]);

    [Fact]
    public void A_narrow_terminal_is_respected() => Lines(width: 40).ShouldAllBe(line => line.Length < 45);

    [Theory]
    [InlineData(null, "No problems found")]
    [InlineData("v0.2.0", "READY for v0.2.0")]
    public void Warnings_do_not_stand_in_the_way(string? tag, string expected) => CheckText.Sum(Findings[..2], tag).ShouldBe(expected);

    private static IReadOnlyList<string> Lines(int? width) => new CheckText(new Terminal(width, IsColoured: false)).Lines(Findings, "v0.2.0");
}
