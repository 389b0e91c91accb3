using Shouldly;
using Visor.Chains.Cosmos.Checks;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Layout;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Model;
using Visor.Tests.Packaging;
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

    [Theory]
    [InlineData("missing.sh", "does not exist")]
    [InlineData("genesis", "is not a file")]
    [InlineData("plain.sh", "is not executable")]
    [InlineData("good.sh", null)]
    public void A_custom_script_that_cannot_be_run_is_told_before_its_upgrade(string name, string? problem)
    {
        Directory.CreateDirectory(_home["cosmovisor/genesis"]);
        File.WriteAllText(_home["cosmovisor/plain.sh"], "#!/bin/sh\n");
        File.WriteAllText(_home["cosmovisor/good.sh"], "#!/bin/sh\n");
        File.SetUnixFileMode(_home["cosmovisor/plain.sh"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(_home["cosmovisor/good.sh"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var finding = CustomScriptCheck.Check(new CosmovisorSettings(_home["."], "gaiad") { CustomPreUpgrade = name }).ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(problem is null ? CheckOutcome.Ok : CheckOutcome.Failure);
        if (problem is not null)
            finding.Found.ShouldContain($"{name} (COSMOVISOR_CUSTOM_PREUPGRADE) {problem}, so the upgrade would be held at its block");
        finding.Remedy.ShouldBe(name is "plain.sh" ? $"run `chmod +x {Path.Combine(_home["."], "cosmovisor", name)}`" : finding.Remedy);
    }

    [Fact]
    public void A_home_without_a_custom_script_needs_none() => CustomScriptCheck.Check(new CosmovisorSettings(_home["."], "gaiad")).ShouldBeEmpty();

    [Theory]
    [InlineData("{\"name\":\"v2\",", true)]
    [InlineData("{\"height\":12}", true)]
    [InlineData("", false)]
    [InlineData("{\"name\":\"v2\",\"height\":12}", false)]
    public void A_broken_upgrade_file_is_told_before_a_release_reads_it(string text, bool isBroken)
    {
        Directory.CreateDirectory(_home["data"]);
        File.WriteAllText(_home["data/upgrade-info.json"], text);
        var context = Context([]);

        var broken = DataCheck.Check(context).Where(f => f.Verdict == CheckOutcome.Failure).ToList();

        if (!isBroken)
        {
            broken.ShouldBeEmpty();
            return;
        }

        broken.ShouldHaveSingleItem().Found.ShouldEndWith(": every release that reads it ends at its next start");
        broken[0].Found.ShouldStartWith(context.UpgradeInfo);
        broken[0].Remedy.ShouldBe($"compare it with the plan of the chain and correct it, or move it away: mv {context.UpgradeInfo} {context.UpgradeInfo}.aside; the old release writes it again at the height of its upgrade");
    }

    [Fact]
    public async Task Data_that_the_owner_of_the_home_cannot_write_are_told_also_to_root()
    {
        Directory.CreateDirectory(_home["data"]);
        Directory.CreateDirectory(_home["cosmovisor"]);
        var context = Context([]);
        DataCheck.Check(context).ShouldHaveSingleItem().Verdict.ShouldBe(CheckOutcome.Ok);

        if (Environment.IsPrivilegedProcess)
        {
            await Owner("cosmovisor");
            var foreign = DataCheck.Check(context).ShouldHaveSingleItem();
            foreign.Found.ShouldEndWith(", and the home to user 4711, who may not write there: the node cannot start");
            foreign.Remedy.ShouldBe($"as root: chown -R 4711 {context.Settings.Data}/");
            await Owner("data");
            DataCheck.Check(context).ShouldHaveSingleItem().Verdict.ShouldBe(CheckOutcome.Ok);
        }

        File.SetUnixFileMode(_home["data"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var closed = DataCheck.Check(context).ShouldHaveSingleItem();
        File.SetUnixFileMode(_home["data"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        closed.Verdict.ShouldBe(CheckOutcome.Failure);
        closed.Remedy.ShouldBe($"chmod u+rwx {context.Settings.Data}/");
    }

    private Task<string[]> Owner(string folder) => Shell.Run("chown", "4711", _home[folder]);

    private CosmosContext Context(string[] arguments) =>
        new(new CosmovisorSettings(_home["."], "gaiad"), [.. arguments], new RunBaseline(_home["."]));
}
