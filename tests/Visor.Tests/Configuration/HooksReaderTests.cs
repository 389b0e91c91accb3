using Shouldly;
using Visor.Configuration;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Configuration;

[Pure]
public sealed class HooksReaderTests
{
    [Fact]
    public void A_relative_path_is_relative_to_the_folder_of_the_file()
    {
        var hooks = Read("""
            [hooks]
            onStaged = ["bin/review", "--strict"]
            onFailure = ["/usr/local/bin/page-me"]
            timeoutSeconds = 5
            """).Value!.Hooks;

        hooks.OnStaged.Words.ShouldBe(["/srv/visor/bin/review", "--strict"]);
        hooks.OnFailure.Words.ShouldBe(["/usr/local/bin/page-me"]);
        hooks.BeforeUpgrade.IsGiven.ShouldBeFalse();
        hooks.Timeout.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Equal_hooks_are_no_change() =>
        Read("hooks.onStaged = [\"/a\", \"b\"]").Value.ShouldBe(Read("hooks.onStaged = [\"/a\", \"b\"]").Value);

    [Theory]
    [InlineData("onStaged = \"/bin/true\"", "/srv/visor/config.toml:2:1: hooks.onStaged: must be a list of the program and its arguments, not a text; use [\"/bin/sh\", \"-c\", \"…\"]")]
    [InlineData("onStaged = []", "/srv/visor/config.toml:2:1: hooks.onStaged: is empty")]
    [InlineData("onStaged = [\"\"]", "/srv/visor/config.toml:2:1: hooks.onStaged: begins with an empty text")]
    [InlineData("onStaged = [1]", "/srv/visor/config.toml:2:13: hooks.onStaged: every item must be a text, not a number")]
    [InlineData("timeoutSeconds = 0", "/srv/visor/config.toml:2:1: hooks.timeoutSeconds: must be 1 or more")]
    public void What_is_wrong_is_told_with_its_place(string line, string told) =>
        Read("[hooks]\n" + line).Errors.Select(e => e.ToString()).ShouldContain(e => e.StartsWith(told, StringComparison.Ordinal));

    private static ConfigurationReading<VisorConfig> Read(string text) => VisorConfigReader.Read(text, "/srv/visor/config.toml", VegaNode.Chain.Defaults);
}
