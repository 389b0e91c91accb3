using Shouldly;
using Visor.Checking;
using Visor.Checking.Units;
using Visor.Configuration;
using Visor.Home;
using Xunit;

namespace Visor.Tests.Checking.Units;

public sealed class UnitCheckTests
{
    private const string Sound = """
        [Unit]
        Description=Visor
        [Service]
        ExecStart=/usr/local/bin/visor run --home /var/lib/visor
        KillMode=process
        TimeoutStopSec=60
        RestartPreventExitStatus=64 75 78
        RestartForceExitStatus=76
        LimitNOFILE=65536

        """;

    [Fact]
    public void The_unit_of_the_README_has_no_trap() =>
        Findings(Sound).ShouldHaveSingleItem().ShouldBe(Finding.Ok("systemd unit", "/etc/visor.service has none of the known traps"));

    [Theory]
    [InlineData("KillMode=mixed", "Failure", "KillMode is mixed in /etc/visor.service: if Visor dies, systemd kills the node with it")]
    [InlineData("KillMode=", "Failure", "KillMode is control-group, its default, in /etc/visor.service")]
    [InlineData("TimeoutStopSec=15", "Failure", "TimeoutStopSec is 15 in /etc/visor.service, and stopSignalTimeoutSeconds is 15")]
    [InlineData("RestartPreventExitStatus=\nRestartPreventExitStatus=64", "Warning", "RestartPreventExitStatus lacks 75 78")]
    [InlineData("RestartForceExitStatus=", "Warning", "RestartForceExitStatus lacks 76")]
    [InlineData("PrivateTmp=true", "Failure", "PrivateTmp is on in /etc/visor.service, and the socket /tmp/vega.sock is below it")]
    [InlineData("ProtectSystem=strict", "Failure", "ProtectSystem=strict in /etc/visor.service makes /home/vega/visor read-only")]
    [InlineData("ProtectHome=yes", "Failure", "ProtectHome in /etc/visor.service hides /home/vega/visor")]
    [InlineData("LimitNPROC=64", "Warning", "LimitNPROC=64 in /etc/visor.service is little for a node")]
    [InlineData("LimitNOFILE=1024:4096", "Warning", "LimitNOFILE=1024:4096 in /etc/visor.service is little for a node")]
    public void A_known_trap_is_told(string dropIn, string verdict, string found)
    {
        var finding = Findings(Sound, "[Service]\n" + dropIn).ShouldHaveSingleItem();

        finding.Verdict.ToString().ShouldBe(verdict);
        finding.Found.ShouldStartWith(found);
        finding.Remedy.ShouldNotBeNull();
    }

    [Fact]
    public void Only_settings_of_the_service_count() => Findings(Sound, "[Unit]\nKillMode=none\n# KillMode=none").ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Ok);

    private static IEnumerable<Finding> Findings(params string[] texts) => UnitCheck.Of(
        new UnitFile("/etc/visor.service", texts),
        new VisorHome("/home/vega/visor"),
        new VisorConfig(),
        RunConfigReader.Read("[vega.binary]\npath = \"vega\"\nargs = []\n[vega.rpc]\nsocketPath = \"/tmp/vega.sock\"\nhttpPath = \"/rpc\"\n", "/x/run-config.toml").Value);
}
