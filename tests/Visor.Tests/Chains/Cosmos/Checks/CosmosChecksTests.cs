using Shouldly;
using Visor.Chains.Cosmos.Checks;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Xunit;

namespace Visor.Tests.Chains.Cosmos.Checks;

/// <summary>What <c>visor check</c> says of a Cosmovisor home beside its releases.</summary>
[Edge]
public sealed class CosmosChecksTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("[consensus]\ndouble_sign_check_height = 0\n", null)]
    [InlineData("[consensus]\n", null)]
    [InlineData("double_sign_check_height = 10\n", null)]
    [InlineData("[consensus]\ndouble_sign_check_height = 10\n", "double_sign_check_height is 10 ([consensus] double_sign_check_height in ")]
    [InlineData("[consensus]\ndouble_sign_check_height = 0\n", "double_sign_check_height is 5 (--consensus.double_sign_check_height): ", "--consensus.double_sign_check_height=5")]
    [InlineData("[consensus]\ndouble_sign_check_height = 10\n", null, "--consensus.double_sign_check_height=0")]
    public void A_node_that_refuses_quick_restarts_is_told_of(string config, string? found, params string[] arguments)
    {
        Directory.CreateDirectory(_home["config"]);
        File.WriteAllText(_home["config/config.toml"], config);

        var finding = DoubleSignCheck.Check(Context(arguments), "/x/gaiad").SingleOrDefault();

        (finding?.Verdict).ShouldBe(found is null ? null : CheckOutcome.Warning);
        if (found is not null)
            finding!.Found.ShouldStartWith(found);
    }

    [Fact]
    public void A_variable_of_the_node_counts_too()
    {
        var context = Context([]) with { Environment = name => name is "GAIAD_CONSENSUS_DOUBLE_SIGN_CHECK_HEIGHT" ? "3" : null };

        DoubleSignCheck.Check(context, "/x/gaiad").ShouldHaveSingleItem().Found.ShouldContain("is 3 (GAIAD_CONSENSUS_DOUBLE_SIGN_CHECK_HEIGHT)");
    }

    [Fact]
    public void A_backup_is_free_or_its_size_is_told()
    {
        Directory.CreateDirectory(_home["data/application.db"]);
        File.WriteAllBytes(_home["data/application.db/000001.ldb"], new byte[3000]);

        var finding = BackupCheck.Check(new CosmovisorSettings(_home["."], "gaiad"));

        finding.Verdict.ShouldBe(CheckOutcome.Ok);
        if (!finding.Found.Contains("shares its blocks", StringComparison.Ordinal))
            finding.Found.ShouldContain("a full copy of the data (2.9 KiB) is made in ");
        Directory.GetFiles(_home["data"]).ShouldBeEmpty("nothing is changed");
    }

    [Fact]
    public void A_backup_that_cannot_be_made_is_a_failure()
    {
        Directory.CreateDirectory(_home["data"]);

        var finding = BackupCheck.Check(new CosmovisorSettings(_home["."], "gaiad") { BackupFolder = _home["nowhere"] });

        finding.Verdict.ShouldBe(CheckOutcome.Failure);
        finding.Found.ShouldBe($"{_home["nowhere"]} (DAEMON_DATA_BACKUP_DIR) does not exist, so the upgrade would be held at its block");
    }

    [Fact]
    public void No_backup_is_what_was_asked_for() =>
        BackupCheck.Check(new CosmovisorSettings(_home["."], "gaiad") { SkipBackup = true }).ShouldBe(Finding.Ok("backup", "none is made (UNSAFE_SKIP_BACKUP=true)"));

    private CosmosContext Context(string[] arguments) =>
        new(new CosmovisorSettings(_home["."], "gaiad"), [.. arguments], new RunBaseline(_home["."]));
}
