using System.Text;
using System.Text.Json;
using Shouldly;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Tests.Chains.Cosmos.Data;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Upgrades;

/// <summary>Every file and every name of the data is what the data say.</summary>
[Pure]
public sealed class UpgradeDataTests
{
    public static TheoryData<string> Files => [.. PlanInfoData.Of("upgrade_info_files").Select(c => c.GetProperty("id").GetString()!)];

    public static TheoryData<string> Names => [.. PlanInfoData.Of("folder_names").Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_is_read_or_refused(string id)
    {
        var given = PlanInfoData.Case("upgrade_info_files", "id", id);

        var reading = UpgradeInfoParser.Parse(Encoding.UTF8.GetBytes(given.GetProperty("text").GetString()!));

        (reading.Info is not null).ShouldBe(given.GetProperty("ok").GetBoolean());
        (reading.Problem is null).ShouldBe(reading.Info is not null);
        if (reading.Info is not { } info)
            return;
        var plan = given.GetProperty("plan");
        info.ShouldBe(new UpgradeInfo(new UpgradeName(plan.Text("name")!), plan.GetProperty("height").GetUInt64(), plan.Text("info")!));
    }

    [Fact]
    public void What_the_chain_has_written_is_written_again_byte_for_byte()
    {
        var text = PlanInfoData.Case("upgrade_info_files", "id", "sdk-0.46-0.55").GetProperty("text").GetString()!;

        var info = UpgradeInfoParser.Parse(Encoding.UTF8.GetBytes(text)).Info!;

        Encoding.UTF8.GetString(UpgradeInfoText.Bytes(info)).ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_name_has_its_folder_or_none(string name)
    {
        var given = PlanInfoData.Case("folder_names", "name", name);
        var upgrade = new UpgradeName(name);

        if (given.GetProperty("folder").ValueKind is JsonValueKind.Null)
        {
            UpgradeFolder.Problem(upgrade, recase: true).ShouldNotBeNull();
            return;
        }

        UpgradeFolder.Problem(upgrade, recase: true).ShouldBeNull();
        upgrade.FolderName(recase: true).ShouldBe(given.Text("folder"));
        if (given.Text("folder_no_recase") is { } cased)
            upgrade.FolderName(recase: false).ShouldBe(cased);
    }
}
