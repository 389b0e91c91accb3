using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Metrics;
using Xunit;

namespace Visor.EndToEnd.Status;

/// <summary>One figure, wherever somebody looks.</summary>
public sealed class DowntimeTests
{
    private const string Next = "v0.2.0";

    [Fact]
    public async Task An_upgrade_whose_release_comes_late_has_one_downtime_everywhere()
    {
        await using var node = await TestNode.Create();
        node.Network.Upgrade(Next, acceptedAtHeight: 5, height: 30);
        var visor = node.Run();
        await node.WaitForUpgrade(Next, "due");
        await visor.WaitForLine("NOT READY");
        (await node.Do("status")).Output.ShouldMatch(@"downtime so far .*waited for release");

        await node.Prepare(Next);

        var parts = await ShouldBeToldAlike(node, visor);
        parts.GetProperty("releaseMs").GetInt64().ShouldBePositive();
        parts.GetProperty("holdMs").GetInt64().ShouldBe(0);
        await node.StopCleanly(visor);
    }

    [Fact]
    public async Task An_upgrade_that_was_held_has_one_downtime_everywhere()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilHeld(Next, held => held.Write("hold", "maintenance"));
        (await node.Do("status")).Output.ShouldMatch(@"downtime so far .*held");

        (await node.Do("resume")).ExitCode.ShouldBe(0);

        var parts = await ShouldBeToldAlike(node, visor);
        parts.GetProperty("holdMs").GetInt64().ShouldBePositive();
        await node.StopCleanly(visor);
    }

    /// <returns>The parts.</returns>
    private static async Task<JsonElement> ShouldBeToldAlike(TestNode node, TestProcess visor)
    {
        var words = FigureIn(await visor.WaitForLine($"The node answers: {Next} is ready"));
        words.ShouldMatch(@"^downtime .* \(.*start .*\)$");
        await node.Ready(Next);

        Plain((await node.Do("status")).Output).ShouldContain(words);
        Plain((await node.Do("history")).Output).ShouldContain(words);

        using var status = JsonDocument.Parse((await node.Do("status", "--output", "json")).Output);
        status.RootElement.GetProperty("downtime").ValueKind.ShouldBe(JsonValueKind.Null);
        var last = status.RootElement.GetProperty("lastUpgrade");
        var (total, parts) = (last.GetProperty("downtimeMs").GetInt64(), last.GetProperty("downtimeParts").Clone());
        parts.EnumerateObject().Sum(p => p.Value.GetInt64()).ShouldBe(total);
        last.GetProperty("downtimeClock").GetString().ShouldBe("monotonic");

        using var history = JsonDocument.Parse((await node.Do("history", "--output", "json")).Output);
        var upgrade = history.RootElement.GetProperty("episodes").EnumerateArray().Single(e => e.GetProperty("kind").GetString() is "upgrade");
        upgrade.GetProperty("downtimeMs").GetInt64().ShouldBe(total);
        upgrade.GetProperty("downtimeParts").GetRawText().Where(c => !char.IsWhiteSpace(c)).ShouldBe(parts.GetRawText().Where(c => !char.IsWhiteSpace(c)));

        var metrics = await MetricsPage.WaitFor(node, ("visor_last_upgrade_downtime_seconds", total / 1000.0));
        foreach (var part in parts.EnumerateObject())
            metrics[$$"""visor_last_upgrade_downtime_part_seconds{part="{{part.Name[..^2]}}"}"""].ShouldBe(part.Value.GetInt64() / 1000.0);
        return parts;
    }

    private static string FigureIn(string line) => line[line.IndexOf("downtime ", StringComparison.Ordinal)..(line.LastIndexOf(')') + 1)];

    // A line that is long is wrapped.
    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
