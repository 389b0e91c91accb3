using System.Collections.Immutable;
using Shouldly;
using Visor.Commands.Cosmovisor;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Commands.Cosmovisor;

[Pure]
public sealed class CommandFlagsTests
{
    private static readonly ImmutableArray<CommandFlag> Known = [new("force", IsSwitch: true), new("upgrade-height"), new("output", 'o')];

    [Theory]
    [InlineData("v2 gaiad --upgrade-height 5 --force -o json")]
    [InlineData("--force --upgrade-height=5 v2 -ojson gaiad")]
    [InlineData("--force=true -o=json --output json v2 --upgrade-height 4 --upgrade-height 5 gaiad")]
    [InlineData("--force=1 --output=json --upgrade-height 5 -- v2 gaiad")]
    public void Flags_stand_anywhere_in_every_form(string words)
    {
        var flags = Parse(words);

        flags.Words.ShouldBe(["v2", "gaiad"]);
        flags.IsOn("force").ShouldBeTrue();
        flags.Value("upgrade-height").ShouldBe("5");
        flags.Value("output").ShouldBe("json");
        flags.WantsHelp.ShouldBeFalse();
    }

    [Fact]
    public void What_stands_behind_two_dashes_is_no_flag() => Parse("-- --force -x -").Words.ShouldBe(["--force", "-x", "-"]);

    [Theory]
    [InlineData("-h")]
    [InlineData("v2 --help")]
    public void Help_is_known_everywhere(string words) => Parse(words).WantsHelp.ShouldBeTrue();

    [Theory]
    [InlineData("--forse", "unknown flag --forse, did you mean --force?")]
    [InlineData("-x", "unknown flag -x; known are --force, --upgrade-height, --output, --help")]
    [InlineData("--upgrade-height", "--upgrade-height has no value; write it behind")]
    [InlineData("--force=maybe", "--force is \"maybe\", which is neither true nor false; write --force alone")]
    public void What_is_wrong_is_told(string words, string message) => Should.Throw<VisorException>(() => Parse(words)).Message.ShouldBe(message);

    [Theory]
    [InlineData("run start --home /x", "run", "start --home /x")]
    [InlineData("--cosmovisor-config f run start", "run", "--cosmovisor-config f start")]
    [InlineData("-c f config", "config", "-c f")]
    [InlineData("--cosmovisor-config=f config", "config", "--cosmovisor-config=f")]
    [InlineData("-h", "", "-h")]
    [InlineData("", "", "")]
    public void The_command_is_the_first_word_that_is_no_flag(string words, string word, string rest) =>
        (CommandWord.Find(Split(words)) is var found ? $"{found.Word}|{string.Join(' ', found.Rest)}" : "").ShouldBe($"{word}|{rest}");

    private static CommandFlags Parse(string words) => CommandFlags.Parse(Split(words), Known);

    private static ImmutableArray<string> Split(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
