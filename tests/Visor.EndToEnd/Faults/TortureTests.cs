using System.Globalization;
using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Staging;
using Xunit;

namespace Visor.EndToEnd.Faults;

/// <summary>
/// Random strikes across upgrades, judged by the ledger. <c>VISOR_TORTURE_ROUNDS</c>: how many at least, and from 100 on ten that hit in every phase and ten of
/// every kind; <c>VISOR_TORTURE_SEED</c>: chooses the same phases, moments, blows and troubles again. With <c>--output Detailed</c> the runner shows the sum.
/// </summary>
public sealed class TortureTests
{
    private const int ManyStrikes = 100;
    private const int Least = 10;

    private static readonly int FewStrikes = Blows.All.Count;

    [Fact]
    public async Task Whatever_is_killed_frozen_stopped_doubled_or_cut_off_one_node_of_the_right_release_runs()
    {
        var count = Number("VISOR_TORTURE_ROUNDS") ?? FewStrikes;
        var seed = Number("VISOR_TORTURE_SEED") ?? Random.Shared.Next();
        var strikes = new FaultTally();
        string? fetched = null;
        try
        {
            await using var fetching = await FetchingNode.Create(withDataNode: true, config: "maxNumberOfRestarts = 1000000\nrpcTimeoutSeconds = 1\n");
            var random = new Random(seed);
            var on = new NodeUnderFaults(fetching, random, strikes);
            var torment = new RandomFaults(on, random, strikes);
            await torment.Recover();
            await Torture(torment, count, random, strikes);
            fetched = torment.Network.Told;
            await on.Node.StopCleanly(on.Visor, wholeSets: false);
            on.Node.NothingLives();
            Judge(on, torment);
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"VISOR_TORTURE_SEED={seed}\n{strikes.Table}\n{fetched}"));
        }
    }

    private static async Task Torture(RandomFaults torment, int count, Random random, FaultTally strikes)
    {
        var least = count >= ManyStrikes ? Least : 1;
        bool IsEnough() => strikes.Count >= count && Blows.All.All(b => strikes.Of(b) >= least)
            && (count < ManyStrikes || Phases.All.All(p => strikes.Hits(p) >= least));

        var first = random.Next(Phases.All.Count);
        for (var round = 0; round < Phases.All.Count || !IsEnough(); round++)
        {
            round.ShouldBeLessThan(3 * Math.Max(count, Phases.All.Count), $"some phase is never hit, or some blow never done\n{strikes.Table}");

            // In turn, and in between whichever has been hit least: some are hard to hit.
            var aim = count < ManyStrikes ? Phases.All[(first + round) % Phases.All.Count]
                : round % 2 == 0 ? Phases.All[(first + (round / 2)) % Phases.All.Count]
                : Phases.All.MinBy(strikes.Hits);
            var blow = Blows.All.OrderBy(strikes.Of).ThenBy(_ => random.Next()).First();
            var isHeld = aim is Phase.Starting or Phase.Activating && (count < ManyStrikes || random.Next(2) == 0);
            await torment.Round(aim, blow, isHeld);
        }
    }

    private static void Judge(NodeUnderFaults on, RandomFaults torment)
    {
        var (node, journal) = (on.Node, on.Journal);
        string[] releases = [TestNode.Genesis, .. torment.Upgrades.Select(u => u.Release)];
        foreach (var role in new[] { "core", "datanode" })
        {
            var started = node.Ledger.All("start", role: role).Select(l => Array.IndexOf(releases, l.Release)).ToArray();
            started.ShouldBe([.. started.Order()], on.Everything());
        }

        node.Current.ShouldBe(torment.Upgrades.Count == 0 ? "genesis" : releases[^1]);
        foreach (var (release, height) in torment.Upgrades)
        {
            JournalReport.BecameDue(journal.Read(), release).ShouldBe(1, on.Everything());
            journal.Count("activated", release).ShouldBe(1, on.Everything());
            node.Ledger.All("start", release)[0].Flag.ShouldBe(height, on.Everything());
            UntilAnswered(journal.Read(), release).ShouldAllBe(snapshot => snapshot == height, on.Everything());
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
