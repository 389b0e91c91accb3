using System.Globalization;
using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>
/// Random kills across upgrades, judged by the ledger. <c>VISOR_TORTURE_ROUNDS</c>: how many kills at least, and from 100 on ten in every phase; <c>VISOR_TORTURE_SEED</c>:
/// chooses the same phases, moments and victims again. With <c>--output Detailed</c> the runner shows the sum.
/// </summary>
public sealed class TortureTests
{
    private const int FewKills = 6;
    private const int ManyKills = 100;
    private const int LeastInEachPhase = 10;

    [Fact]
    public async Task However_often_visor_the_core_or_the_data_node_is_killed_one_node_of_the_right_release_runs()
    {
        var kills = Number("VISOR_TORTURE_ROUNDS") ?? FewKills;
        var seed = Number("VISOR_TORTURE_SEED") ?? Random.Shared.Next();
        var strikes = new Strikes();
        try
        {
            await Torture(kills, new Random(seed), strikes);
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"VISOR_TORTURE_SEED={seed}\n{strikes.Table}"));
        }
    }

    private static async Task Torture(int kills, Random random, Strikes strikes)
    {
        await using var node = await TestNode.Create(withDataNode: true, config: "maxNumberOfRestarts = 1000000\n");
        node.Misbehave("core:slow-stop=100"); // So that a stop lasts long enough to be met.
        var torment = new Torment(node, random, strikes);
        await torment.Recover();
        var first = random.Next(Phases.All.Count);
        for (var round = 0; strikes.Count < kills || (kills >= ManyKills && Phases.All.Any(p => strikes.In(p) < LeastInEachPhase)); round++)
        {
            // In turn, and in between whichever has been met least: some are hard to hit.
            await torment.Round(round % 2 == 0
                ? Phases.All[(first + (round / 2)) % Phases.All.Count]
                : Phases.All.MinBy(strikes.In));
        }

        await node.StopCleanly(torment.Visor, wholeSets: false);
        node.NothingLives();
        Judge(node, torment);
    }

    private static void Judge(TestNode node, Torment torment)
    {
        string[] releases = [TestNode.Genesis, .. torment.Upgrades.Select(u => u.Release)];
        foreach (var role in new[] { "core", "datanode" })
        {
            var started = node.Ledger.All("start", role: role).Select(l => Array.IndexOf(releases, l.Release)).ToArray();
            started.ShouldBe([.. started.Order()], node.Everything());
        }

        node.Current.ShouldBe(torment.Upgrades.Count == 0 ? "genesis" : releases[^1]);
        foreach (var (release, height) in torment.Upgrades)
        {
            torment.Journal.Count("due", release).ShouldBe(1, node.Everything());
            torment.Journal.Count("activated", release).ShouldBe(1, node.Everything());
            node.Ledger.All("start", release)[0].Flag.ShouldBe(height, node.Everything());
            UntilAnswered(torment.Journal.Read(), release).ShouldAllBe(snapshot => snapshot == height, node.Everything());
        }
    }

    /// <summary>The snapshots from which the core of a release was to be started until it had answered for the first time.</summary>
    private static IEnumerable<string> UntilAnswered(IReadOnlyList<JsonElement> journal, string release) => journal
        .SkipWhile(e => JournalTail.TypeOf(e) is not "activated" || !e.GetProperty("tag").ValueEquals(release))
        .TakeWhile(e => JournalTail.TypeOf(e) is not "answered")
        .Where(e => JournalTail.TypeOf(e) is "intent"
            && string.Equals(e.GetProperty("role").GetString(), "core", StringComparison.OrdinalIgnoreCase))
        .Select(e => e.TryGetProperty("snapshot", out var snapshot) ? snapshot.ToString() : "none");

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
