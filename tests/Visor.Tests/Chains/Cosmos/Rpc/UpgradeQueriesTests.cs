using Shouldly;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Rpc;

[Edge]
public sealed class UpgradeQueriesTests
{
    public static TheoryData<string> Plans => [.. CurrentPlanData.Plans.Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_plan_is_read_as_the_data_says(string id)
    {
        var sample = CurrentPlanData.Plans.Single(c => string.Equals(c.GetProperty("id").GetString(), id, StringComparison.Ordinal));
        var bytes = Convert.FromHexString(sample.GetProperty("hex").GetString()!);
        switch (sample.GetProperty("expect").GetString())
        {
            case "plan":
                var plan = UpgradeQueries.CurrentPlan(bytes)!;
                var decoded = sample.GetProperty("decoded");
                plan.Name.Text.ShouldBe(decoded.GetProperty("name").GetString());
                plan.Height.ShouldBe(decoded.GetProperty("height").GetUInt64());
                plan.Info.ShouldBe(decoded.TryGetProperty("info", out var info) ? info.GetString() : "");
                break;
            case "none":
                UpgradeQueries.CurrentPlan(bytes).ShouldBeNull();
                break;
            default:
                if (id is "name-dot-dot")
                    UpgradeFolder.Problem(UpgradeQueries.CurrentPlan(bytes)!.Name, recase: true).ShouldNotBeNull();
                else
                    Should.Throw<FormatException>(() => UpgradeQueries.CurrentPlan(bytes));
                break;
        }
    }

    [Fact]
    public void The_question_for_an_applied_plan_and_its_answer_are_as_the_data_says()
    {
        Convert.ToHexStringLower(UpgradeQueries.AppliedPlanRequest(new UpgradeName("v29"))).ShouldBe(Hex("request-v29"));
        Convert.ToHexStringLower(UpgradeQueries.AppliedPlanRequest(new UpgradeName("v7-Theta"))).ShouldBe(Hex("request-v7-Theta"));
        UpgradeQueries.AppliedHeight(Convert.FromHexString(Hex("response-applied"))).ShouldBe(30000000UL);
        UpgradeQueries.AppliedHeight([]).ShouldBe(0UL);
    }

    [Fact]
    public void A_name_of_more_than_127_bytes_has_a_length_of_two()
    {
        var request = UpgradeQueries.AppliedPlanRequest(new UpgradeName(new string('x', 300)));
        request[..3].ShouldBe(new byte[] { 0x0A, 0xAC, 0x02 });
        request.Length.ShouldBe(303);
    }

    private static string Hex(string id) => CurrentPlanData.Applied.Single(c => string.Equals(c.GetProperty("id").GetString(), id, StringComparison.Ordinal)).GetProperty("hex").GetString()!;
}
