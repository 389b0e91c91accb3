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

        var own = visor.Lines.Except(visor.StandardOutput, StringComparer.Ordinal).ToList();
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

        var own = visor.Lines.Except(visor.StandardOutput, StringComparer.Ordinal).ToList();
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

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info |warn |error|fatal) v0\.1\.0 \S", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextLine();
}
