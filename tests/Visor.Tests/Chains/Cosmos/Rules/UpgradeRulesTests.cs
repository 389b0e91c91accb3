using System.Globalization;
using System.Text;
using Shouldly;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Rules;
using Visor.Chains.Cosmos.Upgrades;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Rules;

/// <summary>What every situation means, as one table that people read: <c>upgrade-rules.golden.md</c>.</summary>
[Pure]
public sealed class UpgradeRulesTests
{
    private const ulong Block = 40;

    private static readonly UpgradeInfo V2 = new(new UpgradeName("v2"), Block, "{}");

    [Fact]
    public Task Every_situation_means_what_the_golden_table_says()
    {
        var table = new StringBuilder(
            "The upgrade is `v2`, whose first block is 40; `v1` runs. A: the last block that the app has committed; S: the last block in the store.\n\n"
            + "| upgrade-info.json | the network's plan | node | A | S | means |\n|---|---|---|---|---|---|\n");
        foreach (var file in Files())
        {
            foreach (var plan in Plans())
            {
                foreach (var (node, situation) in Nodes())
                    table.Append(CultureInfo.InvariantCulture, $"| {file.Words} | {plan.Words} | {node} | {Shown(situation.Node?.AppHeight)} | {Shown(situation.Node?.StoreHeight)} | {Meaning(file, plan, situation)} |\n");
            }
        }

        return GoldenFile.ShouldMatchBeside(table.ToString(), "upgrade-rules.golden.md");
    }

    [Fact]
    public void The_new_release_is_never_due_while_its_app_stands_further_back_and_lives()
    {
        for (ulong committed = 1; committed < Block - 1; committed++)
            UpgradeRules.Decide(At(committed, committed, new UpgradeFile.Found(V2, "1")) with { IsFileOfThisRun = true }).ShouldBeOfType<UpgradeVerdict.Planned>();
    }

    [Theory]
    [InlineData("v2 ", "v2%20")]
    [InlineData("V2", "v2")]
    public void A_name_is_known_by_its_folder(string name, string running) =>
        UpgradeRules.Decide(At(Block - 1, Block, new UpgradeFile.Found(V2 with { Name = new UpgradeName(name) }, "1")) with { ActiveFolder = running }).ShouldBe(new UpgradeVerdict.Nothing());

    [Fact]
    public void Old_news_is_no_news() =>
        UpgradeRules.Decide(At(Block - 1, Block, new UpgradeFile.Found(V2, "1")) with { Passed = Block }).ShouldBe(new UpgradeVerdict.Nothing());

    [Fact]
    public void An_upgrade_that_the_node_was_told_to_skip_is_never_due() =>
        UpgradeRules.Decide(At(Block - 1, Block, new UpgradeFile.Found(V2, "1")) with { Skipped = [Block] }).ShouldBe(new UpgradeVerdict.Nothing());

    [Fact]
    public void Of_two_plans_the_lower_block_comes_first()
    {
        var sooner = new UpgradeInfo(new UpgradeName("patch"), 30, "");
        UpgradeRules.Decide(At(10, 10, new UpgradeFile.Missing(), V2) with { Own = [sooner] }).ShouldBe(new UpgradeVerdict.Planned(sooner, PlanOrigin.Operator));
        UpgradeRules.Decide(At(29, 29, new UpgradeFile.Missing(), V2) with { Own = [sooner] }).ShouldBe(new UpgradeVerdict.Due(sooner));
    }

    [Theory]
    [InlineData(38UL, null, 40UL, true)]
    [InlineData(36UL, 39UL, 40UL, true)]
    [InlineData(36UL, 38UL, 40UL, false)]
    [InlineData(36UL, null, 40UL, false)]
    [InlineData(39UL, null, null, false)]
    [InlineData(41UL, null, 40UL, false)]
    public void A_node_that_was_told_to_halt_has_done_so_if_it_can_have_come_that_far(ulong last, ulong? atMost, ulong? haltsAt, bool isDue) =>
        (UpgradeRules.Decide(At(last, last, new UpgradeFile.Missing()) with { HasEnded = true, Own = [V2], HaltsAt = haltsAt, AtMost = atMost }) is UpgradeVerdict.Due).ShouldBe(isDue);

    [Theory]
    [InlineData(null, 40UL, true)]
    [InlineData(10UL, 40UL, true)]
    [InlineData(41UL, 40UL, false)]
    [InlineData(10UL, null, false)]
    public void A_node_that_says_that_it_halts_has_done_so_however_far_it_was_when_it_answered_last(ulong? last, ulong? haltsAt, bool isDue)
    {
        var ended = last is { } block ? At(block, block, new UpgradeFile.Missing()) : new Situation("v1", 0, new UpgradeFile.Missing(), Node: null);
        (UpgradeRules.Decide(ended with { HasEnded = true, HasSaidThatItHalts = true, Own = [V2], HaltsAt = haltsAt }) is UpgradeVerdict.Due).ShouldBe(isDue);
    }

    [Fact]
    public void Two_names_for_one_block_are_a_persons_to_settle() =>
        UpgradeRules.Decide(At(10, 10, new UpgradeFile.Missing(), V2) with { Own = [V2 with { Name = new UpgradeName("other") }] })
            .ShouldBeOfType<UpgradeVerdict.Alarm>().Reason.ShouldContain("Visor does not choose");

    private static IEnumerable<(string Words, Func<Situation, Situation> With)> Files()
    {
        yield return ("missing", now => now);
        yield return ("empty", now => now with { File = new UpgradeFile.Unusable("it is empty", IsEmpty: true, "1") });
        yield return ("half-written", now => now with { File = new UpgradeFile.Unusable("it is cut off", IsEmpty: false, "1") });
        yield return ("v2, by the app since its start", now => now with { File = new UpgradeFile.Found(V2, "1"), IsFileOfThisRun = true });
        yield return ("v2, from before its start", now => now with { File = new UpgradeFile.Found(V2, "1") });
        yield return ("v2, seen while A was below 39", now => now with { File = new UpgradeFile.Found(V2, "1"), IsFileOfThisRun = true, WasFileEarly = true });
        yield return ("v2, known before", now => now with { File = new UpgradeFile.Found(V2, "1"), Known = V2 });
        yield return ("v1, the running release's", now => now with { File = new UpgradeFile.Found(new UpgradeInfo(new UpgradeName("v1"), 10, ""), "1"), Passed = 10 });
    }

    private static IEnumerable<(string Words, PlanReport Report)> Plans()
    {
        yield return ("none", new PlanReport.None());
        yield return ("v2 at 40", new PlanReport.Agreed(V2));
        yield return ("not known now", new PlanReport.Unknown("it is executing a block"));
    }

    private static IEnumerable<(string Words, Situation Situation)> Nodes()
    {
        yield return ("lives", At(10, 10, new UpgradeFile.Missing()));
        yield return ("lives", At(Block - 1, Block - 1, new UpgradeFile.Missing()));
        yield return ("lives", At(Block - 1, Block, new UpgradeFile.Missing()));
        yield return ("lives", At(Block, Block, new UpgradeFile.Missing()));
        yield return ("lives, applied v2", Applied(At(Block + 2, Block + 2, new UpgradeFile.Missing())));
        yield return ("lives, executes a block", At(null, Block - 1, new UpgradeFile.Missing()));
        yield return ("ended, never answered", new Situation("v1", 0, new UpgradeFile.Missing(), Node: null) { HasEnded = true });
        yield return ("ended", At(Block - 1, Block - 1, new UpgradeFile.Missing()) with { HasEnded = true });
        yield return ("ended", At(Block + 2, Block + 2, new UpgradeFile.Missing()) with { HasEnded = true });
    }

    private static Situation Applied(Situation now) => now with { Node = now.Node! with { AppliedAt = Block } };

    private static Situation At(ulong? committed, ulong stored, UpgradeFile file, UpgradeInfo? agreed = null) => new("v1", 0, file, new NodeReport(stored, committed, CatchingUp: false)
    {
        Plan = agreed is null ? new PlanReport.None() : new PlanReport.Agreed(agreed),
        AppliedAt = 0,
    });

    private static string Meaning((string Words, Func<Situation, Situation> With) file, (string Words, PlanReport Report) plan, Situation situation)
    {
        var now = file.With(situation.Node is { } node ? situation with { Node = node with { Plan = plan.Report } } : situation);
        return UpgradeRules.Decide(now) switch
        {
            UpgradeVerdict.Due => "**due**",
            UpgradeVerdict.Planned { Origin: var origin } => origin is PlanOrigin.Chain ? "planned by the network" : "planned by the operator",
            UpgradeVerdict.Nothing => "nothing to come",
            UpgradeVerdict.Open => "as before",
            UpgradeVerdict.Alarm alarm => alarm.Reason,
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    private static string Shown(ulong? height) => height?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
