using Shouldly;
using Visor.Checking.Units;
using Visor.Configuration;
using Visor.Home;
using Visor.Model;
using Visor.Systemd.Unit;
using Visor.Tests.Chains.Vega;
using Xunit;

namespace Visor.Tests.Checking.Units;

[Edge]
public sealed class UnitCheckTests
{
    private const string Sound = """
        [Unit]
        Description=Visor
        [Service]
        Type=notify
        ExecStart=/usr/local/bin/visor run --home /var/lib/visor
        Restart=on-failure
        KillMode=process
        TimeoutStopSec=60
        RestartPreventExitStatus=64 75 78
        RestartForceExitStatus=76
        LimitNOFILE=65536

        """;

    [Fact]
    public void The_unit_of_the_README_has_no_trap() =>
        Findings("/tmp/vega.sock", Sound).ShouldHaveSingleItem().ShouldBe(Finding.Ok("systemd unit", "/etc/visor.service has no known problem"));

    [Theory]
    [InlineData("KillMode=mixed", "Failure", "KillMode is mixed in /etc/visor.service: if Visor dies, systemd kills the node with it")]
    [InlineData("KillMode=", "Failure", "KillMode is control-group, its default, in /etc/visor.service")]
    [InlineData("KillSignal=SIGHUP", "Failure", "KillSignal is SIGHUP in /etc/visor.service, which does not make Visor stop its node")]
    [InlineData("Restart=", "Failure", "there is no Restart= in /etc/visor.service: a Visor that crashes is not started again, and its node is never upgraded")]
    [InlineData("Restart=no", "Failure", "there is no Restart= in /etc/visor.service")]
    [InlineData("Restart=on-abnormal", "Failure", "Restart=on-abnormal in /etc/visor.service does not start Visor again after every failure")]
    [InlineData("TimeoutStopSec=15", "Failure", "TimeoutStopSec is 15 in /etc/visor.service, and stopSignalTimeoutSeconds is 15")]
    [InlineData("TimeoutStopSec=30", "Failure", "TimeoutStopSec is 30 in /etc/visor.service, and stopSignalTimeoutSeconds is 15, and a node that does not answer takes twice that")]
    [InlineData("RestartPreventExitStatus=\nRestartPreventExitStatus=64", "Warning", "RestartPreventExitStatus lacks 75 78")]
    [InlineData("RestartForceExitStatus=", "Warning", "RestartForceExitStatus lacks 76")]
    [InlineData("Type=simple", "Warning", "Visor exits when it gives up on its node, and Restart=on-failure in /etc/visor.service then starts the node again without limit")]
    [InlineData("PrivateTmp=true", "Failure", "PrivateTmp is on in /etc/visor.service, and the socket /tmp/vega.sock is under it")]
    [InlineData("ProtectSystem=strict", "Failure", "ProtectSystem=strict in /etc/visor.service makes /home/vega/visor read-only")]
    [InlineData("ProtectHome=yes", "Failure", "ProtectHome in /etc/visor.service hides /home/vega/visor")]
    [InlineData("RuntimeDirectory=core vega", "Failure", "RuntimeDirectory=vega in /etc/visor.service is removed whenever Visor ends", "/run/vega/vega.sock")]
    [InlineData("LimitNPROC=64", "Warning", "LimitNPROC=64 in /etc/visor.service is low for a node")]
    [InlineData("LimitNOFILE=1024:4096", "Warning", "LimitNOFILE=1024:4096 in /etc/visor.service is low for a node")]
    public void A_known_trap_is_told(string dropIn, string verdict, string found, string socket = "/tmp/vega.sock")
    {
        var finding = Findings(socket, Sound, "[Service]\n" + dropIn).ShouldHaveSingleItem();

        finding.Verdict.ToString().ShouldBe(verdict);
        finding.Found.ShouldStartWith(found);
        finding.Remedy.ShouldNotBeNull();
    }

    [Fact]
    public void Only_settings_of_the_service_count() => Findings("/tmp/vega.sock", Sound, "[Unit]\nKillMode=none\n# KillMode=none").ShouldHaveSingleItem().Verdict.ShouldBe(CheckOutcome.Ok);

    [Theory]
    [InlineData("Restart=always")]
    [InlineData("KillSignal=SIGINT")]
    [InlineData("RuntimeDirectory=vega\nRuntimeDirectoryPreserve=restart")]
    [InlineData("RuntimeDirectory=other")]
    [InlineData("PrivateTmp=no")]
    [InlineData("RestartPreventExitStatus=\nRestartPreventExitStatus=64\nRestartPreventExitStatus=75 78")]
    [InlineData("KillMode=mixed \\\n# a comment within\n\nKillMode=process")]
    public void What_does_no_harm_is_not_told(string dropIn) => Findings("/run/vega/vega.sock", Sound, "[Service]\n" + dropIn).ShouldHaveSingleItem().Verdict.ShouldBe(CheckOutcome.Ok);

    private static IEnumerable<Finding> Findings(string socket, params string[] texts) => UnitCheck.Check(
        new UnitFile("/etc/visor.service", texts),
        new VisorHome("/home/vega/visor"),
        VegaNode.Chain.Defaults,
        new VisorConfig(),
        socket);
}
