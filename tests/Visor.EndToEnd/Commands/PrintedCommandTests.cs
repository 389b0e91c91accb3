using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Recovery;
using Xunit;

namespace Visor.EndToEnd.Commands;

/// <summary>What Visor prints to be typed, typed: in a home whose name has a blank and a quotation mark.</summary>
public sealed partial class PrintedCommandTests
{
    private const string Name = "sp ace/it's";

    [Theory]
    [InlineData("gone", "as current says")]
    [InlineData("a real folder", "as current says")]
    [InlineData("a real file", "as current says")]
    [InlineData("elsewhere", "as current says")]
    [InlineData("a broken link", "as the journal says")]
    public async Task A_way_out_of_a_contradiction_works_as_it_is_printed(string how, string way)
    {
        await using var node = await TestNode.Create();
        node.Rename(Name);
        await node.StopCleanly(await node.RunUntilReady());
        await Contradictions.Make(node, how, TestNode.Genesis);
        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(78, refused.Output);
        var command = Contradictions.Command(refused.Output, way, "elsewhere");
        Contradictions.Command((await node.Do("check")).Output, way, "elsewhere").ShouldBe(command);

        await Contradictions.Type(command);

        var visor = node.Run();
        await node.WaitForStatus(s => s.Visor.Pid == visor.Pid && s.IsReady(s.Node.Release), "ready again");
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task Hold_says_how_to_end_it_and_so_does_check()
    {
        await using var node = await TestNode.Create();
        node.Rename(Name);

        await Contradictions.Type(Commands((await node.Do("hold", "a reason")).Output).Single());
        File.Exists(node.In("hold")).ShouldBeFalse();

        await node.Do("hold", "a reason");
        await Contradictions.Type(Commands((await node.Do("check")).Output).Single(c => c.Contains("resume", StringComparison.Ordinal)));
        File.Exists(node.In("hold")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_home_that_is_not_there_is_made_by_what_is_printed()
    {
        using var folder = new TemporaryFolder();
        var home = folder.In(Name);
        var (_, output) = await TestProcess.Run(Programs.Visor, "status", "--home", home);

        var made = await Contradictions.Type(Commands(output).Single());

        File.Exists(Path.Combine(home, "config.toml")).ShouldBeTrue();
        made.ShouldContain($"Start it: visor run --home '{folder.Path}/sp ace/it'\\''s'");
    }

    [Fact]
    public async Task Rights_that_are_too_wide_are_taken_away_by_what_check_prints()
    {
        await using var node = await TestNode.Create();
        node.Rename(Name);
        var top = Path.GetDirectoryName(node.NodeHome)!;
        File.SetUnixFileMode(top, File.GetUnixFileMode(top) | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(node.Home, File.GetUnixFileMode(node.Home) | UnixFileMode.OtherWrite);
        var (_, output) = await node.Do("check");

        await Contradictions.Type(Mode().Match(output).Value);

        File.GetUnixFileMode(node.Home).HasFlag(UnixFileMode.OtherWrite).ShouldBeFalse();
    }

    [Theory]
    [InlineData(".visor")]
    [InlineData(".visor/node.lock")]
    public async Task What_stands_in_the_place_of_Visors_own_files_is_cleared_by_what_is_printed(string place)
    {
        await using var node = await TestNode.Create();
        node.Rename(Name);
        Directory.CreateDirectory(Path.GetDirectoryName(node.In(place))!);
        File.CreateSymbolicLink(node.In(place), "nowhere");
        var refused = node.Run();
        (await refused.WaitForExit()).ShouldBe(78, refused.Output);

        await Contradictions.Type(Clearing().Match(refused.Output).Value);

        await node.StopCleanly(await node.RunUntilReady());
    }

    private static IEnumerable<string> Commands(string output) => Quoted().Matches(output).Select(m => m.Groups["command"].Value);

    [GeneratedRegex("`(?<command>visor [^`]*)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("(?:mv|rm) '/.*", RegexOptions.None, 1000)]
    private static partial Regex Clearing();

    [GeneratedRegex("chmod o-w .*", RegexOptions.None, 1000)]
    private static partial Regex Mode();
}
