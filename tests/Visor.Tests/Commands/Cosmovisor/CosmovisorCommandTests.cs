using Shouldly;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;
using Visor.Processes;
using Xunit;

namespace Visor.Tests.Commands.Cosmovisor;

[Edge]
public sealed class CosmovisorCommandTests : IDisposable
{
    private readonly CosmovisorHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("run start --home /x --log_format json", "gaiad start --home /x --log_format json")]
    [InlineData("run", "gaiad")]
    [InlineData("run --help", "gaiad --help")]
    [InlineData("run version --long", "gaiad version --long")]
    [InlineData("start --home /x", "gaiad start --home /x")]
    [InlineData("run -- run", "gaiad -- run")]
    public async Task What_stands_behind_run_is_the_chains(string words, string run)
    {
        _home.RunCode = 3;

        (await _home.Run(words.Split(' '))).ShouldBe(3);

        _home.Runs.ShouldBe([run]);
        _home.Output.ToString().ShouldBeEmpty();
        _home.Error.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("run start --cosmovisor-config FILE --home /x")]
    [InlineData("--cosmovisor-config FILE run start --home /x")]
    [InlineData("start -COSMOVISOR-config FILE --home /x")]
    public async Task A_file_of_settings_is_taken_out_of_it(string words)
    {
        var file = _home.Write("cv.toml", $"daemon_home = '{_home.Path}'\ndaemon_name = 'simd'\nunsafe_skip_backup = true\n");
        _home.Variables.Clear();

        (await _home.Run(words.Replace("FILE", file, StringComparison.Ordinal).Split(' '))).ShouldBe(0);

        _home.Runs.ShouldBe(["simd start --home /x"]);
    }

    [Fact]
    public async Task Hints_are_told_and_stop_nothing()
    {
        _home.Variables["DAEMON_LOG_BUFFER_SIZE"] = "512";

        (await _home.Run("run", "start")).ShouldBe(0);

        _home.Error.ToString().ShouldBe("visor: DAEMON_LOG_BUFFER_SIZE has had no effect since Cosmovisor 1.0; remove it\n");
    }

    [Theory]
    [InlineData("run start")]
    [InlineData("config")]
    [InlineData("version")]
    [InlineData("prepare-upgrade")]
    [InlineData("show-upgrade-info")]
    [InlineData("add-upgrade v2 /bin/true")]
    public async Task Settings_that_are_wrong_are_all_told(string words)
    {
        _home.Variables.Remove("DAEMON_NAME");
        _home.Variables["DAEMON_POLL_INTERVAL"] = "300";

        (await _home.Run(words.Split(' '))).ShouldBe(1);

        _home.Runs.ShouldBeEmpty();
        _home.Error.ToString().ShouldContain("DAEMON_NAME is not set;");
        _home.Error.ToString().ShouldContain("DAEMON_POLL_INTERVAL: \"300\" has no unit;");
    }

    [Theory]
    [InlineData("stop", "unknown command \"stop\" for \"cosmovisor\"")]
    [InlineData("ad-upgrade v2 x", "did you mean add-upgrade?")]
    [InlineData("run start --cosmovisor-config", "--cosmovisor-config names no file;")]
    [InlineData("config --nonsense", "unknown flag --nonsense")]
    [InlineData("add-upgrade v2", "`cosmovisor add-upgrade` takes 2 words, not 1: cosmovisor add-upgrade NAME BINARY")]
    [InlineData("add-upgrade v2 /bin/true --upgrade-height -5", "--upgrade-height: \"-5\" is not the height of a block;")]
    [InlineData("init", "`cosmovisor init` takes 1 word, not 0")]
    [InlineData("config --cosmovisor-config /nowhere/x.toml", "/nowhere/x.toml: there is no such file;")]
    public async Task A_wrong_command_line_is_one_sentence(string words, string sentence)
    {
        (await _home.Run(words.Split(' '))).ShouldBe(1);

        _home.Error.ToString().ShouldContain(sentence);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("-h")]
    [InlineData("--help")]
    [InlineData("")]
    public async Task Help_lists_the_commands_and_checks_the_settings(string words)
    {
        (await _home.Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(0);

        _home.Output.ToString().ShouldContain("  cosmovisor add-upgrade NAME BINARY");
        _home.Output.ToString().ShouldContain($"The settings are right:\nSettings:\n  DAEMON_HOME: {_home.Path}\n");
    }

    [Fact]
    public async Task Help_tells_what_is_wrong_with_them()
    {
        _home.Variables.Remove("DAEMON_HOME");

        (await _home.Run("help")).ShouldBe(0);

        _home.Output.ToString().ShouldEndWith("The settings are not right:\n");
        _home.Error.ToString().ShouldStartWith("DAEMON_HOME is not set;");
    }

    [Fact]
    public async Task Each_command_has_its_own()
    {
        (await _home.Run("add-upgrade", "--help")).ShouldBe(0);

        _home.Output.ToString().ShouldBe("Usage: cosmovisor add-upgrade NAME BINARY [--force] [--upgrade-height HEIGHT]\n");
    }

    [Fact]
    public async Task Config_lists_what_is_in_force()
    {
        _home.Variables["DAEMON_SHUTDOWN_GRACE"] = "1m30s";

        (await _home.Run("config")).ShouldBe(0);

        var text = _home.Output.ToString();
        text.ShouldContain("  DAEMON_SHUTDOWN_GRACE: 1m30s\n");
        text.ShouldContain("  DAEMON_POLL_INTERVAL: 300ms\n");
        text.ShouldContain("  DAEMON_RESTART_AFTER_UPGRADE: true\n");
        text.ShouldContain($"  Root: {_home.Path}/cosmovisor\n");
        CosmovisorVariables.All.ShouldAllBe(v => text.Contains($"\n  {v}:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Config_reads_the_file_that_is_named()
    {
        var file = _home.Write("cv.toml", $"daemon_home = '{_home.Path}'\ndaemon_name = 'simd'\nunsafe_skip_backup = true\n");

        (await _home.Run("config", "-c", file)).ShouldBe(0);

        _home.Output.ToString().ShouldContain("  DAEMON_NAME: gaiad\n"); // The variable counts for a key that the file has.
        _home.Output.ToString().ShouldContain($"Read from: {file}\n");
    }

    [Fact]
    public async Task Version_says_its_own_on_the_error_output_and_asks_the_binary()
    {
        _home.RunCode = 1;

        (await _home.Run("version")).ShouldBe(1);

        _home.Error.ToString().ShouldBe($"cosmovisor version: {VisorVersion.OfThisProgram.Version}\n");
        _home.Output.ToString().ShouldBeEmpty();
        _home.Runs.ShouldBe(["gaiad version"]);
    }

    [Fact]
    public async Task Version_alone_needs_no_home()
    {
        _home.Variables.Clear();

        (await _home.Run("version", "--cosmovisor-only")).ShouldBe(0);
        (await _home.Run("version", "--cosmovisor-only", "-o", "json")).ShouldBe(0);

        _home.Error.ToString().ShouldBe($"cosmovisor version: {VisorVersion.OfThisProgram.Version}\n");
        _home.Output.ToString().ShouldBe($"{{\"cosmovisor_version\":\"{VisorVersion.OfThisProgram.Version}\"}}\n");
        _home.Runs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Version_as_JSON_holds_what_the_binary_says_on_either_output(bool onError)
    {
        const string said = "{\n  \"name\": \"gaia\",\n  \"build_deps\": [\"a<b@v1\"]\n}\n";
        _home.Said = new ChildResult(new ProcessExit(0, null), onError ? "" : said, onError ? said : "warning\n");

        (await _home.Run("version", "--output", "json")).ShouldBe(0);

        _home.Output.ToString().ShouldBe($"{{\"cosmovisor_version\":\"{VisorVersion.OfThisProgram.Version}\",\"app_version\":{{\"name\":\"gaia\",\"build_deps\":[\"a<b@v1\"]}}}}\n");
        _home.Error.ToString().ShouldBeEmpty();
        _home.Runs.ShouldBe(["gaiad version --long --output json"]);
    }

    [Fact]
    public async Task A_binary_that_says_no_version_is_told()
    {
        _home.Said = new ChildResult(new ProcessExit(0, null), "v1\n", "");
        (await _home.Run("version", "-o", "json")).ShouldBe(1);
        _home.Said = new ChildResult(new ProcessExit(2, null), "", "boom");
        (await _home.Run("version", "-o", "json")).ShouldBe(1);

        _home.Error.ToString().ShouldContain("`gaiad version --long --output json` answered v1, which is not JSON;");
        _home.Error.ToString().ShouldContain("failed (");
        _home.Error.ToString().ShouldContain(": boom; run it by hand to see why");
    }

    [Fact]
    public async Task The_upgrade_info_is_shown_as_it_is()
    {
        (await _home.Run("show-upgrade-info")).ShouldBe(0);
        _home.Write("data/upgrade-info.json", """{"name":"v2","height":5}""");
        (await _home.Run("show-upgrade-info")).ShouldBe(0);

        _home.Output.ToString().ShouldBe($"No upgrade info found at {_home.Path}/data/upgrade-info.json\n{{\"name\":\"v2\",\"height\":5}}\n");
    }
}
