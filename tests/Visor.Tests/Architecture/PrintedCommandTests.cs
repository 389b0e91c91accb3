using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Visor.Tests.Architecture;

/// <summary>What Visor prints to be typed works in a home of any name, so every path there is a word of the shell.</summary>
[Pure]
public sealed partial class PrintedCommandTests
{
    [Fact]
    public void Every_path_in_a_command_that_is_printed_is_quoted_where_it_needs_it() =>
        Sources.All().SelectMany(s => s.Lines.Where(l => Unquoted().IsMatch(l)).Select(l => $"{s.File}: {l.Trim()}")).ShouldBeEmpty();

    [Fact]
    public void No_text_that_is_printed_holds_the_code_that_was_to_fill_it() =>
        Sources.All().SelectMany(s => s.Lines.Where(l => Unfilled().IsMatch(l)).Select(l => $"{s.File}: {l.Trim()}")).ShouldBeEmpty();

    [Theory]
    [InlineData("+ \"run `visor stop --home {ShellWord.Quote(home.Root)}` again\"", true)]
    [InlineData("+ $\"run `visor stop --home {ShellWord.Quote(home.Root)}` again\"", false)]
    [InlineData("$\"{(lives ? $\"visor stop --home {ShellWord.Quote(home.Root)} && \" : \"\")}visor resolve --home {ShellWord.Quote(home.Root)}\"", false)]
    [InlineData("$\"mount -o remount,rw \\\"$(stat -c %m {ShellWord.Quote(home.Root)})\\\"\"", false)]
    public void Such_a_text_is_found(string line, bool isFound) => Unfilled().IsMatch(line).ShouldBe(isFound);

    [Theory]
    [InlineData("$\"`visor stop --home {home.Root}` first\"")]
    [InlineData("$\"ln -sfn FOLDER {home.Current}\"")]
    [InlineData("$\"ln -sfn {runs.Folder} {ShellWord.Quote(home.Current)}\"")]
    [InlineData("$\"mv {ShellWord.Quote(home.Current)} {home.ReleaseFolder(\"FOLDER\")}\"")]
    [InlineData("$\"mv {home.Current} {ShellWord.Quote(aside)}\"")]
    [InlineData("$\"chown -R {name}: {home.Root}\"")]
    [InlineData("$\"chmod o-r {file}\"")]
    public void A_path_without_it_is_found(string line) => Unquoted().IsMatch(line).ShouldBeTrue();

    [Theory]
    [InlineData("$\"`visor stop --home {ShellWord.Quote(home.Root)}` first\"")]
    [InlineData("$\"mv {ShellWord.Quote(home.Current)} {ShellWord.Quote(home.ReleaseFolder(\"FOLDER\"))} && ln -sn FOLDER {ShellWord.Quote(home.Current)}\"")]
    public void A_path_with_it_is_not(string line) => Unquoted().IsMatch(line).ShouldBeFalse();

    // The opening quote of a text that is not interpolated, or a closing one, behind which no such text may come before the next.
    [GeneratedRegex("""(?<![$@\\"])"[^"$}]*\{(ShellWord|PlainText)\.""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfilled();

    // A home and a unit have words of their own; a number and a tag are always words.
    [GeneratedRegex(
        @"(--home|\bln -s\w*( (\w+|\{ShellWord[^{}]*\}))?|\bmv( \{ShellWord[^{}]*\})?|\btest -[a-z]|\bchmod \S+|\bchown (-R )?[^-\s]\S*|\bmkdir( -p)?|\bnamei -l|\brm( -\w+)?|\bcp( -\w+)?|--from) \{(?!ShellWord\.Quote\(|UnitWord\.|(\w+\.|home)?Word\})",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Unquoted();
}
