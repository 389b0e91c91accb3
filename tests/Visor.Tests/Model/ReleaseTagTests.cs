using CsCheck;
using Shouldly;
using Visor.Home;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Model;

[Pure]
public sealed class ReleaseTagTests
{
    [Theory]
    [InlineData("v0.76.0")]
    [InlineData("v0.76.0-preview.1+build_5")]
    [InlineData("1")]
    [InlineData("Current")]
    public void What_is_harmless_as_a_folder_is_a_tag(string text) => ReleaseTag.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void A_tag_has_128_characters_at_most()
    {
        ReleaseTag.TryParse(new string('v', 128), out _).ShouldBeTrue();
        ReleaseTag.TryParse(new string('v', 129), out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".visor")]
    [InlineData("-rf")]
    [InlineData("../etc")]
    [InlineData("v1/../..")]
    [InlineData("/etc")]
    [InlineData("v1\n")]
    [InlineData("v1 ")]
    [InlineData("v1\0")]
    [InlineData("vé")]
    [InlineData("v1%2f..%2fevil")]
    [InlineData("v1~2")]
    [InlineData("v１")]
    [InlineData("current")]
    [InlineData("genesis")]
    [InlineData("hold")]
    [InlineData("config.toml")]
    public void What_could_leave_the_home_or_hide_in_it_is_none(string text)
    {
        ReleaseTag.TryParse(text, out _).ShouldBeFalse();
        ReleaseTag.ProblemWith(text).ShouldNotBeNullOrEmpty();
        Should.Throw<FormatException>(() => ReleaseTag.Parse(text));
    }

    [Theory]
    [InlineData("v2%20beta", true)]
    [InlineData("v28.0.1+%20hot", true)]
    [InlineData("v2", true)]
    [InlineData("..", false)]
    [InlineData("%2e%2e", false)]
    [InlineData("a/b", false)]
    [InlineData("current", false)]
    [InlineData("genesis", false)]
    public void A_name_that_was_escaped_may_have_more_and_leads_nowhere_else(string folder, bool isTag) => ReleaseTag.TryParseEscaped(folder, out _).ShouldBe(isTag);

    [Fact]
    public void Whatever_is_a_tag_names_an_entry_directly_below_the_home() =>
        Gen.String[Gen.Char["abvA09._+-/\\ \n"], 0, 12].Sample(text =>
            !ReleaseTag.TryParse(text, out _)
            || string.Equals(Path.GetDirectoryName(Path.GetFullPath(new VisorHome("/home/node").ReleaseFolder(text))), "/home/node", StringComparison.Ordinal));
}
