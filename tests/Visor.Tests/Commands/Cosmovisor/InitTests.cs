using Shouldly;
using Visor.Chains.Cosmos.Cosmovisor;
using Xunit;

namespace Visor.Tests.Commands.Cosmovisor;

[Edge]
public sealed class InitTests : IDisposable
{
    private readonly CosmovisorHome _home = new();
    private readonly string _binary;

    public InitTests()
    {
        Directory.Delete(_home["cosmovisor"]);
        Directory.Delete(_home["data"]);
        _binary = _home.Write("given", "binary");
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_home_is_laid_out()
    {
        (await _home.Run("init", _binary)).ShouldBe(0);

        _home.Read("cosmovisor/genesis/bin/gaiad").ShouldBe("binary");
        File.GetUnixFileMode(_home["cosmovisor/genesis/bin/gaiad"]).HasFlag(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute).ShouldBeTrue();
        File.GetUnixFileMode(_home["cosmovisor/genesis/bin"]).ShouldBe((UnixFileMode)0b111_101_000);
        new FileInfo(_home["cosmovisor/current"]).LinkTarget.ShouldBe("genesis");
        (await _home.Run("run", "start")).ShouldBe(0);
    }

    [Fact]
    public async Task The_settings_of_the_environment_are_written_as_a_file_that_says_the_same()
    {
        _home.Variables["DAEMON_POLL_INTERVAL"] = "1s";
        _home.Variables["COSMOVISOR_TIMEFORMAT_LOGS"] = "rfc3339";

        (await _home.Run("init", _binary)).ShouldBe(0);

        var file = _home["cosmovisor/config.toml"];
        var text = _home.Read("cosmovisor/config.toml");
        text.ShouldStartWith($"daemon_home = '{_home.Path}'\ndaemon_name = 'gaiad'\n");
        text.ShouldContain("daemon_poll_interval = 1000000000\n");
        text.ShouldContain("daemon_shutdown_grace = 0\n");
        var reader = new CosmovisorSettingsReader(_home.Variables.GetValueOrDefault, [], PathKinds.Of);
        reader.Read(CosmovisorConfigFile.Read(file)).Settings.ShouldBe(reader.Read().Settings! with { ConfigFile = file });
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Again_it_changes_nothing_but_a_file_of_settings_that_may_be_replaced(string? answer, bool isReplaced)
    {
        await _home.Run("init", _binary);
        _home.Write("cosmovisor/genesis/bin/gaiad", "mine");
        File.SetUnixFileMode(_home["cosmovisor/genesis/bin/gaiad"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _home.Write("cosmovisor/config.toml", "mine");
        _home.Answer = answer;

        (await _home.Run("init", _binary)).ShouldBe(0);

        _home.Read("cosmovisor/genesis/bin/gaiad").ShouldBe("mine");
        File.GetUnixFileMode(_home["cosmovisor/genesis/bin/gaiad"]).ShouldBe((UnixFileMode)0b111_001_001);
        (_home.Read("cosmovisor/config.toml") is not "mine").ShouldBe(isReplaced);
    }

    [Fact]
    public async Task A_link_that_leads_to_an_upgrade_stays()
    {
        await _home.Run("init", _binary);
        Directory.CreateDirectory(_home["cosmovisor/upgrades/v2"]);
        File.Delete(_home["cosmovisor/current"]);
        File.CreateSymbolicLink(_home["cosmovisor/current"], _home["cosmovisor/upgrades/v2"]);

        (await _home.Run("init", _binary)).ShouldBe(0);

        new FileInfo(_home["cosmovisor/current"]).LinkTarget.ShouldBe(_home["cosmovisor/upgrades/v2"]);
    }

    [Fact]
    public async Task What_is_in_the_way_is_told()
    {
        Directory.CreateDirectory(_home["cosmovisor"]);
        File.CreateSymbolicLink(_home["cosmovisor/current"], "upgrades/gone");
        (await _home.Run("init", _binary)).ShouldBe(1);
        File.Delete(_home["cosmovisor/current"]);
        Directory.CreateDirectory(_home["cosmovisor/current"]);
        (await _home.Run("init", _binary)).ShouldBe(1);

        _home.Error.ToString().ShouldContain("/cosmovisor/current leads to upgrades/gone, where there is no folder; correct the link: ln -sfn genesis");
        _home.Error.ToString().ShouldContain("/cosmovisor/current is not a link;");
    }

    [Theory]
    [InlineData("/nowhere/gaiad", "/nowhere/gaiad does not exist;")]
    [InlineData("/tmp", "/tmp is a folder;")]
    public async Task A_binary_that_is_none_is_refused_before_anything_is_made(string binary, string reason)
    {
        (await _home.Run("init", binary)).ShouldBe(1);

        _home.Error.ToString().ShouldContain(reason);
        Directory.Exists(_home["cosmovisor"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_variable_that_is_badly_written_is_an_error()
    {
        _home.Variables["DAEMON_RESTART_DELAY"] = "soon";

        (await _home.Run("init", _binary)).ShouldBe(1);

        Directory.Exists(_home["cosmovisor"]).ShouldBeFalse();
    }
}
