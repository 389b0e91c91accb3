using Shouldly;
using Visor.Chains.Cosmos.Upgrades;
using Xunit;

namespace Visor.Tests.Commands.Cosmovisor;

[Edge]
public sealed class AddUpgradeTests : IDisposable
{
    private readonly CosmovisorHome _home = new();
    private readonly string _binary;

    public AddUpgradeTests() => _binary = _home.Write("new", "new binary");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_binary_gets_its_place_and_nothing_is_planned()
    {
        (await _home.Run("add-upgrade", "V7-Theta", _binary)).ShouldBe(0);

        _home.Read("cosmovisor/upgrades/v7-theta/bin/gaiad").ShouldBe("new binary");
        File.GetUnixFileMode(_home["cosmovisor/upgrades/v7-theta/bin/gaiad"]).ShouldBe((UnixFileMode)0b111_101_101);
        Directory.GetFileSystemEntries(_home["cosmovisor/upgrades/v7-theta/bin"]).ShouldHaveSingleItem();
        Directory.GetFileSystemEntries(_home["data"]).ShouldBeEmpty();
        _home.PlanOfOperator.ShouldBeNull();
        _home.Output.ToString().ShouldBe($"The binary of V7-Theta is {_home.Path}/cosmovisor/upgrades/v7-theta/bin/gaiad.\n");
    }

    [Fact]
    public async Task With_a_height_the_file_is_written_as_Cosmovisor_writes_it()
    {
        (await _home.Run("add-upgrade", "V7-Theta", _binary, "--upgrade-height", "1200")).ShouldBe(0);

        _home.Read("data/upgrade-info.json").ShouldBe("""{"name":"v7-theta","time":"0001-01-01T00:00:00Z","height":1200}""");
        File.GetUnixFileMode(_home["data/upgrade-info.json"]).ShouldBe((UnixFileMode)0b111_101_101);
        Directory.GetFileSystemEntries(_home["data"]).ShouldHaveSingleItem();
        _home.PlanOfOperator.ShouldBe(new UpgradeInfo(new UpgradeName("v7-theta"), 1200, ""));
    }

    [Fact]
    public async Task Without_recasing_the_name_stays()
    {
        _home.Variables["COSMOVISOR_DISABLE_RECASE"] = "true";

        (await _home.Run("add-upgrade", "V7", _binary, "--upgrade-height=5")).ShouldBe(0);

        File.Exists(_home["cosmovisor/upgrades/V7/bin/gaiad"]).ShouldBeTrue();
        _home.PlanOfOperator.ShouldBe(new UpgradeInfo(new UpgradeName("V7"), 5, ""));
    }

    [Fact]
    public async Task A_binary_that_is_there_is_replaced_by_force_alone_and_not_changed_in_its_place()
    {
        var place = _home.Write("cosmovisor/upgrades/v2/bin/gaiad", "old binary");
        await using var running = File.OpenRead(place);

        (await _home.Run("add-upgrade", "v2", _binary)).ShouldBe(1);
        _home.Error.ToString().ShouldBe($"{place} exists already; add --force to replace it by {_binary}");
        _home.Read("cosmovisor/upgrades/v2/bin/gaiad").ShouldBe("old binary");
        (await _home.Run("add-upgrade", "v2", _binary, "--force")).ShouldBe(0);

        _home.Read("cosmovisor/upgrades/v2/bin/gaiad").ShouldBe("new binary");
        using var reader = new StreamReader(running);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("old binary");
    }

    [Fact]
    public async Task A_plan_that_is_there_is_replaced_by_force_alone_when_the_binary_is_in_its_place()
    {
        var file = _home.Write("data/upgrade-info.json", "of the node");

        (await _home.Run("add-upgrade", "v2", _binary, "--upgrade-height", "5")).ShouldBe(1);

        _home.Error.ToString().ShouldStartWith($"{file} exists already, of this upgrade or an earlier one, so nothing was planned (the binary is in its place);");
        _home.Read("data/upgrade-info.json").ShouldBe("of the node");
        _home.PlanOfOperator.ShouldBeNull();
        File.Exists(_home["cosmovisor/upgrades/v2/bin/gaiad"]).ShouldBeTrue();
        Directory.GetFileSystemEntries(_home["data"]).ShouldHaveSingleItem();

        (await _home.Run("add-upgrade", "v2", _binary, "--upgrade-height", "5", "--force")).ShouldBe(0);
        _home.PlanOfOperator.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("..", "BINARY", "which no folder can have")]
    [InlineData("v2", "/nowhere/gaiad", "/nowhere/gaiad does not exist;")]
    [InlineData("v2", "/tmp", "/tmp is a folder;")]
    [InlineData("v2", "/dev/null", "/dev/null is not a regular file;")]
    public async Task What_cannot_be_added_changes_nothing(string name, string binary, string reason)
    {
        (await _home.Run("add-upgrade", name, binary.Replace("BINARY", _binary, StringComparison.Ordinal), "--upgrade-height", "5")).ShouldBe(1);

        _home.Error.ToString().ShouldContain(reason);
        Directory.Exists(_home["cosmovisor/upgrades"]).ShouldBeFalse();
        Directory.GetFileSystemEntries(_home["data"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_data_no_upgrade_is_planned()
    {
        Directory.Delete(_home["data"]);

        (await _home.Run("add-upgrade", "v2", _binary, "--upgrade-height", "5")).ShouldBe(1);
        _home.Error.ToString().ShouldContain("/data does not exist, so no upgrade can be planned there;");
        (await _home.Run("add-upgrade", "v2", _binary)).ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_written_is_told()
    {
        _home.Write("cosmovisor/upgrades", "a file");

        (await _home.Run("add-upgrade", "v2", _binary)).ShouldBe(1);

        _home.Error.ToString().ShouldContain("see that this user may write there, and that the disk has room");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_is_written_in_its_order(bool isFile)
    {
        var other = _home.Write("other", "other binary");
        _home.Write("cosmovisor/upgrades/v2/bin/gaiad", "old binary");
        string[] given = isFile
            ? ["--upgrade-file", _home.Write("b.csv", $"V3,{other},20\nv2,{_binary},10\n")]
            : ["--upgrade-list", $"V3:{other}:20,v2:{_binary}:10"];

        (await _home.Run(["add-batch-upgrade", .. given])).ShouldBe(0);

        _home.Read("cosmovisor/upgrades/v2/bin/gaiad").ShouldBe("new binary");
        _home.Read("cosmovisor/upgrades/v3/bin/gaiad").ShouldBe("other binary");
        _home.Read("data/upgrade-info.json.V3").ShouldBe("""{"name":"v3","time":"0001-01-01T00:00:00Z","height":20}""");
        _home.Read("data/upgrade-info.json.v2").ShouldBe("""{"name":"v2","time":"0001-01-01T00:00:00Z","height":10}""");
        _home.Read("data/upgrade-info.json.batch").ShouldBe("""[{"name":"v3","time":"0001-01-01T00:00:00Z","height":20},{"name":"v2","time":"0001-01-01T00:00:00Z","height":10}]""");
        File.Exists(_home["data/upgrade-info.json"]).ShouldBeFalse();
        _home.PlanOfOperator.ShouldBeNull();
    }

    [Fact]
    public async Task A_batch_with_an_error_does_nothing()
    {
        (await _home.Run("add-batch-upgrade", "--upgrade-list", $"v2:{_binary}:10,v3:/nowhere/gaiad:20")).ShouldBe(1);
        (await _home.Run("add-batch-upgrade", "--upgrade-list", $"v2:{_binary}:10,..:{_binary}:20")).ShouldBe(1);

        Directory.Exists(_home["cosmovisor/upgrades"]).ShouldBeFalse();
        Directory.GetFileSystemEntries(_home["data"]).ShouldBeEmpty();
    }
}
