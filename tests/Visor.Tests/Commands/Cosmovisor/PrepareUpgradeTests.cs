using Shouldly;
using Visor.Chains;
using Visor.Chains.Cosmos.PlanInfos;
using Visor.Chains.Cosmos.Upgrades;
using Xunit;

namespace Visor.Tests.Commands.Cosmovisor;

[Edge]
public sealed class PrepareUpgradeTests : IDisposable
{
    private readonly CosmovisorHome _home = new();
    private readonly KnownDownloads _downloads = new();

    public PrepareUpgradeTests() => _home.Downloads = _downloads;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Without_a_plan_there_is_nothing_to_do()
    {
        (await _home.Run("prepare-upgrade")).ShouldBe(0);

        _home.Output.ToString().ShouldBe("The network has planned no upgrade.\n");
    }

    [Fact]
    public async Task The_binary_comes_into_the_folder_where_it_will_be_looked_for()
    {
        _home.Plan = (new UpgradeName("V7-Theta"), 900, Info("https://example.com/x"));

        (await _home.Run("prepare-upgrade")).ShouldBe(0);

        var order = _downloads.Orders.ShouldHaveSingleItem();
        order.Path.ShouldBe(_home["cosmovisor/upgrades/v7-theta/bin/gaiad"]);
        order.Source.Address.AbsoluteUri.ShouldBe("https://example.com/x");
        _home.Output.ToString().ShouldBe($"The network has planned V7-Theta at height 900.\nIts binary is {order.Path}.\n");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_checksum_is_demanded_by_the_settings_or_for_a_validator(bool bySettings, bool forValidator)
    {
        _home.Plan = (new UpgradeName("v2"), 900, Info("https://example.com/x"));
        _home.Variables["DAEMON_DOWNLOAD_MUST_HAVE_CHECKSUM"] = bySettings ? "true" : "false";
        _home.DemandsChecksum = forValidator;

        (await _home.Run("prepare-upgrade")).ShouldBe(1);

        _home.Error.ToString().ShouldContain("has no checksum, and without one Visor downloads nothing to this node;");
        _downloads.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_binary_that_is_there_stays()
    {
        var place = _home.Write("cosmovisor/upgrades/v2/bin/gaiad", "mine");
        _home.Plan = (new UpgradeName("v2"), 900, "by hand");

        (await _home.Run("prepare-upgrade")).ShouldBe(0);

        _home.Output.ToString().ShouldEndWith($"Its binary is there already: {place}.\n");
    }

    [Theory]
    [InlineData("v2", "by hand", "the info of the plan names no binary: it is not JSON")]
    [InlineData("..", "{}", "which no folder can have")]
    public async Task What_cannot_be_prepared_is_told(string name, string info, string reason)
    {
        _home.Plan = (new UpgradeName(name), 900, info);

        (await _home.Run("prepare-upgrade")).ShouldBe(1);

        _home.Error.ToString().ShouldContain(reason);
    }

    private static string Info(string address) => $"{{\"binaries\":{{\"{GoPlatform.Own}\":\"{address}\"}}}}";

    private sealed class KnownDownloads : IBinaryDownloads
    {
        public List<BinaryOrder> Orders { get; } = [];

        public string? WhyNot => null;

        public Task<byte[]> Document(DownloadSource source, CancellationToken cancellation) => Task.FromResult<byte[]>([]);

        public Task<string> Binary(BinaryOrder order, CancellationToken cancellation)
        {
            Orders.Add(order);
            return Task.FromResult(order.Path);
        }
    }
}
