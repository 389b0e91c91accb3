using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Notifications;
using Visor.EndToEnd.Serving;
using Xunit;

namespace Visor.EndToEnd.Status;

/// <summary>Who holds the switch, since when, and who has lifted it: told by everything that tells anything.</summary>
public sealed class HoldToldTests
{
    private const string By = @"uid [0-9]+";

    [Fact]
    public async Task A_hold_and_its_end_are_told_with_who_and_since_when()
    {
        await using var receiver = new Receiver();
        await using var served = await ServedNode.Start();
        var node = served.Node;
        node.Configure($"{ServedNode.Listen}[[notifications]]\nurl = \"{receiver.Url}\"\nevents = [\"holdSet\", \"holdLifted\"]\n");
        await served.Visor.WaitForLine("Configuration reloaded");

        (await node.Do("hold", "waiting for the team")).ExitCode.ShouldBe(0);
        await node.Journalled("held");
        await receiver.WaitFor("holdSet", node);
        (await served.Visor.WaitForLine("The switch is held by")).ShouldMatch($"held by .*{By}.* since .*Z: waiting for the team");

        var words = $"held by .*{By}.* since [0-9-]+T[0-9:]+Z: waiting for the team; no switch until `visor resume --home [^`]+`";
        var (code, status) = await node.Do("status");
        code.ShouldBe(0, status);
        status.ShouldMatch($"hold       {words}");
        status.ShouldContain("status     ALL WELL: ");
        (await Text(served, "/healthz")).ShouldMatch($"^ready\nALL WELL: .*\n{words}\n$");
        (await Text(served, "/")).ShouldMatch($"<strong>Hold</strong>held by .*{By}.* since ");
        (await Text(served, "/metrics")).ShouldMatch("(?m)^visor_healthy 1\n(.|\n)*^visor_hold 1\n(.|\n)*^visor_hold_since_timestamp_seconds [0-9]+\n");
        using (var json = JsonDocument.Parse((await node.Do("status", "--output", "json")).Output))
        {
            json.RootElement.GetProperty("hold").GetString().ShouldBe("waiting for the team");
            json.RootElement.GetProperty("holdDetail").GetProperty("by").GetString()!.ShouldMatch(By);
            json.RootElement.GetProperty("holdDetail").GetProperty("since").GetDateTimeOffset().Millisecond.ShouldBe(0);
            json.RootElement.GetProperty("health").GetProperty("hold").GetString()!.ShouldMatch(words);
        }

        (await node.Do("resume")).ExitCode.ShouldBe(0);
        await node.Journalled("holdLifted");
        await receiver.WaitFor("holdLifted", node);
        (await served.Visor.WaitForLine("was released by")).ShouldMatch($"The hold \\(waiting for the team\\) was released by .*{By}");

        receiver.Told.Select(t => t.GetProperty("health").GetString()).ShouldAllBe(health => health == "ALL WELL");
        receiver.Told.Select(t => t.GetProperty("by").GetString()!).ShouldAllBe(by => by.Contains("uid ", StringComparison.Ordinal));
        var (_, history) = await node.Do("history");
        history.ShouldMatch($"Z  held by .*{By}.* since .*Z: waiting for the team");
        history.ShouldMatch($"Z  hold released by .*{By}.* \\(waiting for the team\\)");
        (await Text(served, "/")).ShouldContain("<td>Hold released</td>");
        using var episodes = JsonDocument.Parse((await node.Do("history", "--output", "json")).Output);
        episodes.RootElement.GetProperty("episodes").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ShouldBe(["visorBegan", "selected", "held", "holdLifted"]);
        await node.StopCleanly(served.Visor);
    }

    [Fact]
    public async Task What_was_held_and_resumed_while_no_Visor_ran_is_told_by_the_next_one_and_once()
    {
        await using var node = await TestNode.Create();
        (await node.Do("hold", "before the first start")).ExitCode.ShouldBe(0);
        var visor = await node.RunUntilReady();
        await node.Journalled("held");
        await node.StopCleanly(visor);
        visor = await node.RunUntilReady();
        await node.StopCleanly(visor);
        (await node.Do("status")).Output.ShouldMatch($"hold       held by .*{By}.*: before the first start; no switch until");

        (await node.Do("resume")).ExitCode.ShouldBe(0);
        visor = await node.RunUntilReady();
        await node.Journalled("holdLifted");
        await node.StopCleanly(visor);

        new JournalReport(node.Home).Entries.Select(e => e.GetProperty("type").GetString()).Where(t => t is "held" or "holdLifted").ShouldBe(["held", "holdLifted"]);
        (await node.Do("history")).Output.ShouldMatch($"hold released by .*{By}.* \\(before the first start\\)");
    }

    [Fact]
    public async Task A_file_that_is_only_touched_is_a_hold_of_its_owner()
    {
        await using var node = await TestNode.Create();
        var visor = await node.RunUntilReady();

        node.Write("hold", "");
        await node.Journalled("held");
        (await node.Do("status")).Output.ShouldMatch($"hold       held by .*{By}.* since [0-9-]+T[0-9:]+Z: no reason given; no switch until");
        File.Delete(node.In("hold"));
        await node.Journalled("holdLifted");

        (await visor.WaitForLine("was released by")).ShouldContain("The hold (no reason given) was released by an unknown user");
        await node.StopCleanly(visor);
    }

    private static async Task<string> Text(ServedNode served, string path)
    {
        using var answer = await served.Ask(path);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
