using Shouldly;
using Visor.Home;
using Visor.Systemd.Unit;
using Xunit;

namespace Visor.Tests.Systemd.Unit;

[Pure]
public sealed class UnitSearchTests
{
    [Theory]
    [InlineData("/srv/visor", "ExecStart=/usr/bin/visor run --home /srv/visor", true)]
    [InlineData("/srv/visor", "ExecStart=\"/usr/bin/visor\" run \"--home=/srv/visor/\"", true)]
    [InlineData("/srv/visor", "Environment=A=B \"VISOR_HOME=/srv/visor\"\nExecStart=/usr/bin/visor run", true)]
    [InlineData("/srv/visor", "ExecStart=/usr/bin/visor run \\\n# a comment within\n  --home /srv/visor", true)]
    [InlineData("/srv/visor", "ExecStart=/usr/bin/visor status --home /srv/visor", false)]
    [InlineData("/srv/visor", "ExecStart=/usr/bin/visor run --home /srv/visor2", false)]
    [InlineData("/srv/visor", "ExecStart=/usr/bin/visor run --home /srv/visor\nExecStart=", false)]
    [InlineData("/var/lib/visor", "ExecStart=/usr/bin/visor run", true)]
    [InlineData("/var/lib/visor", "Environment=VISOR_HOME=/srv/visor\nExecStart=/usr/bin/visor run", false)]
    [InlineData("/srv/visor", "ExecStart=/usr/bin/visor run", false)]
    [InlineData("/srv/a=b", "ExecStart=/usr/bin/visor run --home /srv/a=b", true)]
    public void A_unit_runs_the_home_that_its_command_line_or_its_environment_names(string home, string settings, bool runs) =>
        UnitSearch.Runs(new UnitFile("/etc/visor.service", "[Service]\n" + settings), new VisorHome(home)).ShouldBe(runs);

    [Theory]
    [InlineData("Environment=DAEMON_HOME=/srv/gaia DAEMON_NAME=gaiad\nExecStart=/usr/local/bin/cosmovisor run start", true)]
    [InlineData("Environment=DAEMON_HOME=/srv/gaia\nExecStart=/usr/local/bin/cosmovisor start", true)]
    [InlineData("Environment=DAEMON_HOME=/srv/gaia\nExecStart=/usr/bin/visor cosmovisor run start --home /srv/gaia/", true)]
    [InlineData("ExecStart=/usr/bin/visor run --home /srv/gaia", true)]
    [InlineData("ExecStart=/usr/bin/visor run --home /srv/gaia/cosmovisor", true)]
    [InlineData("Environment=DAEMON_HOME=/srv/osmosis\nExecStart=/usr/local/bin/cosmovisor run start", false)]
    [InlineData("Environment=DAEMON_HOME=/srv/gaia\nExecStart=/usr/local/bin/cosmovisor version", false)]
    public void Visors_folder_may_lie_below_what_people_call_the_home(string settings, bool runs) =>
        UnitSearch.Runs(new UnitFile("/etc/gaia.service", "[Service]\n" + settings), new VisorHome("/srv/gaia/cosmovisor", new HomeLayout("visor.toml", "upgrades") { IsBelowHome = true })).ShouldBe(runs);

    [Theory]
    [InlineData("/srv/visor")]
    [InlineData("/srv/my visor")]
    [InlineData("/srv/ends in a blank ")]
    [InlineData("/srv/100% \"mine\" $HOME {{user}} ä")]
    [InlineData("/srv/x\\")]
    [InlineData("/srv/x\\\\")]
    [InlineData("/srv/a\\b it's")]
    [InlineData("/usr/visor\\")]
    public void The_unit_that_is_printed_for_a_home_runs_it_and_no_line_of_it_becomes_part_of_another(string home)
    {
        var text = new ServiceUnit("/usr/bin/visor", ["run", "--home", home], home, "vega", TimeSpan.FromSeconds(15), "/run/vega/vega.sock").Text();

        UnitSearch.Runs(new UnitFile("/etc/visor.service", text), new VisorHome(home)).ShouldBeTrue(text);
        text.Split('\n').ShouldNotContain(line => line.EndsWith('\\') || line.EndsWith(' '));
        var folder = new UnitFile("/etc/visor.service", text).Of("WorkingDirectory")!.Replace("%%", "%", StringComparison.Ordinal)[1..];
        new VisorHome(folder).Root.ShouldBe(home);
    }
}
