using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Output;

public sealed partial class LogTests
{
    [Fact]
    public async Task A_line_for_people_holds_time_level_and_release()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();
        await node.StopCleanly(visor);

        var own = Own(visor);
        own.ShouldNotBeEmpty();
        own.ShouldAllBe(line => TextLine().IsMatch(line));
    }

    [Fact]
    public async Task A_line_for_machines_is_one_JSON_object()
    {
        await using var node = await TestNode.Create();
        var visor = node.Run(["--log-format", "json"]);
        await node.Ready(TestNode.Genesis);
        await node.StopCleanly(visor);

        var own = Own(visor);
        own.ShouldNotBeEmpty();
        foreach (var line in own)
        {
            using var parsed = JsonDocument.Parse(line);
            parsed.RootElement.GetProperty("release").GetString().ShouldBe(TestNode.Genesis);
            parsed.RootElement.GetProperty("level").GetString().ShouldNotBeNullOrEmpty();
            parsed.RootElement.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
            parsed.RootElement.GetProperty("time").GetDateTimeOffset().ShouldBeGreaterThan(default);
        }
    }

    /// <summary>Every way to end before there is anything to log: the command line, the home, its owner, its configuration.</summary>
    [Theory]
    [InlineData(64, "unknown option '--lgo-format'", "--home", "HOME", "--lgo-format")]
    [InlineData(64, "unexpected argument 'start'", "--home", "HOME", "start")]
    [InlineData(64, "--home is empty", "--home", "")]
    [InlineData(64, "no home folder given")]
    [InlineData(64, "the shell did not expand", "--home", "~/visor")]
    [InlineData(78, "there is no home folder", "--home", "/proc/self/visor-is-not-here")]
    [InlineData(78, "maxNumberOfRestarts", "--home", "HOME")]
    public async Task An_end_before_anything_is_begun_is_JSON_too(int code, string said, params string[] options)
    {
        await using var node = await TestNode.Create();
        node.Write("config.toml", "maxNumberOfRestarts = \"many\"\n");

        await using var visor = VisorProcess.Start(["run", "--log-format", "json", .. options.Select(o => o is "HOME" ? node.Home : o)]);

        (await visor.WaitForExit()).ShouldBe(code, visor.Output);
        Message(visor).ShouldContain(said);
    }

    [Fact]
    public async Task The_refusal_of_another_user_is_JSON_too_and_names_the_format_to_type_again()
    {
        await OtherUser.Require();
        await using var node = await TestNode.Create();
        await OtherUser.Own(node);

        var visor = node.Run(["--log-format=json"]);

        (await visor.WaitForExit()).ShouldBe(78, visor.Output);
        Message(visor).ShouldContain($"run `sudo -u {OtherUser.Name} visor run --home {node.Home} --log-format json`");
    }

    // The core has Visor's standard error too, and says there when whoever asked it has gone.
    private static List<string> Own(TestProcess visor) =>
        [.. visor.Lines.Except(visor.StandardOutput, StringComparer.Ordinal).Where(line => !line.StartsWith("connection closed: ", StringComparison.Ordinal))];

    private static string Message(TestProcess visor)
    {
        using var parsed = JsonDocument.Parse(visor.Lines.ShouldHaveSingleItem());
        parsed.RootElement.GetProperty("level").GetString().ShouldBe("fatal");
        return parsed.RootElement.GetProperty("message").GetString()!;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info |warn |error|fatal) v0\.1\.0 \S", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextLine();
}
