using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task The_home_may_be_named_in_every_way()
    {
        await using var node = await TestNode.Create();
        string[][] ways = [["run", "--home", node.Home], ["run", $"--home={node.Home}"], ["--home", node.Home, "run"], ["run"]];
        foreach (var (way, number) in ways.Select((way, i) => (way, i + 1)))
        {
            Dictionary<string, string?> environment = new(StringComparer.Ordinal) { ["VISOR_HOME"] = way.Length == 1 ? node.Home : "/nowhere" };
            await using var visor = VisorProcess.Start(way, environment);
            await node.ReadyAfterStarts(number);
            await node.StopCleanly(visor);
        }
    }

    [Theory]
    [InlineData("visor init", "run")]
    [InlineData("run", "rnu")]
    [InlineData("--hom", "run", "--hom", "/tmp")]
    public async Task A_wrong_command_line_ends_with_64_and_advice(string told, params string[] args)
    {
        await using var visor = VisorProcess.Start(args);

        (await visor.WaitForExit()).ShouldBe(64);

        visor.Output.ShouldContain(told);
        visor.Output.ShouldNotContain("   at ");
        visor.StandardOutput.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--height", "switch", "v1", "--height", "-1")]
    [InlineData("--height", "switch", "v1", "--height=-1")]
    [InlineData("--height", "switch", "v1", "--height", "0")]
    [InlineData("--height", "switch", "v1", "--height", "ten")]
    [InlineData("--height", "switch", "v1", "--height", "")]
    [InlineData("--height", "switch", "v1", "--height", "12345678901234567890123")]
    [InlineData("--height", "switch", "v1", "--height")]
    [InlineData("--height", "switch", "v1", "--height", "5", "--height", "6")]
    [InlineData("perhaps", "switch", "v1", "--yes=perhaps")]
    [InlineData("perhaps", "switch", "v1", "--abandon-upgrade=perhaps")]
    [InlineData("--last", "history", "--last", "abc")]
    [InlineData("--last", "history", "--last", "-1")]
    [InlineData("--last", "history", "--last", "99999999999")]
    [InlineData("--last", "history", "--last")]
    [InlineData("text", "history", "--output", "xml")]
    [InlineData("text", "status", "--output", "xml")]
    [InlineData("text", "check", "--output", "xml")]
    [InlineData("text", "run", "--log-format", "xml")]
    [InlineData("perhaps", "run", "--as-this-user=perhaps")]
    [InlineData("--home", "run", "--home")]
    public async Task A_value_that_an_option_cannot_take_ends_with_64_and_one_sentence(string told, params string[] args)
    {
        await using var visor = VisorProcess.Start(args, new Dictionary<string, string?>(StringComparer.Ordinal) { ["VISOR_HOME"] = "/nowhere" });

        (await visor.WaitForExit()).ShouldBe(64, visor.Output);

        var line = visor.Lines.ShouldHaveSingleItem();
        line.ShouldContain(told);
        line.ShouldNotContain("System.");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("loop")]
    [InlineData("long")]
    public async Task A_home_that_is_none_ends_every_verb_with_one_sentence(string what)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.In("file"), "x", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(folder.In("loop"), "loop");
        var home = what is "long" ? $"{folder.Path}/{new string('a', 5000)}" : folder.In(what);
        string[][] verbs = [["run"], ["status"], ["history"], ["hold", "a reason"], ["resume"], ["stage", "v1"], ["check"], ["stop"], ["switch", "v1"], ["resolve", "--keep-journal"], ["service", "print"]];
        foreach (var verb in verbs)
        {
            var (code, output) = await TestProcess.Run(Programs.Visor, [.. verb, "--home", home]);

            code.ShouldBe(78, $"{verb[0]}: {output}");
            output.Split('\n').ShouldHaveSingleItem().ShouldStartWith("visor: ");
            output.ShouldNotContain("Exception");
        }
    }

    [Fact]
    public async Task A_home_that_this_user_may_not_enter_ends_no_verb_with_a_stack_trace()
    {
        await OtherUser.Require();
        await using var node = await TestNode.Create();
        await OtherUser.Own(node);
        File.SetUnixFileMode(node.Home, UnixFileMode.None);
        string[][] verbs = [["run"], ["status"], ["history"], ["hold", "a reason"], ["resume"], ["stage", "v1"], ["check"], ["stop"], ["switch", "v1"], ["resolve", "--keep-journal"], ["service", "print"]];
        foreach (var verb in verbs)
        {
            await using var visor = OtherUser.Start(node, verb[0], verb[1..]);

            (await visor.WaitForExit()).ShouldBeOneOf(verb[0] is "service" ? [0] : [1, 78], visor.Output);
            visor.Output.ShouldNotContain("   at ");
            visor.Output.ShouldNotContain("Exception");
        }
    }

    [Fact]
    public async Task Where_no_home_is_named_that_of_the_package_counts_if_there_is_one()
    {
        await using var none = VisorProcess.StartAfter("mount -t tmpfs none /var/lib; mkdir /var/lib/visor", ["history"]);
        (await none.WaitForExit()).ShouldBe(64, none.Output);
        none.Output.ShouldContain("/var/lib/visor is not one");

        await using var there = VisorProcess.StartAfter("mount -t tmpfs none /var/lib; mkdir /var/lib/visor; touch /var/lib/visor/config.toml", ["history"]);
        (await there.WaitForExit()).ShouldBe(0, there.Output);
        there.Output.ShouldContain("Nothing has run in /var/lib/visor yet.");
    }

    [Fact]
    public async Task The_unit_of_a_home_whose_path_ends_in_a_backslash_has_no_line_that_swallows_the_next()
    {
        await using var visor = VisorProcess.Start(["service", "print", "--user", "vega", "--home", "/srv/visor\\"]);

        (await visor.WaitForExit()).ShouldBe(0, visor.Output);

        visor.StandardOutput.ShouldContain(line => string.Equals(line, "WorkingDirectory=-/srv/visor\\/", StringComparison.Ordinal));
        visor.StandardOutput.ShouldNotContain(line => line.EndsWith('\\'));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task Version_answers_in_one_line(string word)
    {
        await using var visor = VisorProcess.Start([word]);

        (await visor.WaitForExit()).ShouldBe(0);

        visor.StandardOutput.ShouldHaveSingleItem().ShouldNotBeNullOrWhiteSpace();
    }
}
