using Shouldly;
using Visor.Checking.Units;
using Visor.Home;
using Visor.Model;
using Visor.Systemd.Unit;
using Xunit;

namespace Visor.Tests.Checking.Units;

[Pure]
public sealed class SandboxCheckTests
{
    [Theory]
    [InlineData("PrivatePIDs=yes", "PrivatePIDs=yes in /etc/visor.service makes Visor the init of its node")]
    [InlineData("PrivateUsers=identity", "PrivateUsers=identity in /etc/visor.service hides the processes of a running node from the next Visor")]
    [InlineData("DynamicUser=1", "DynamicUser=1 in /etc/visor.service frees the user")]
    [InlineData("PrivateNetwork=true", "PrivateNetwork=true in /etc/visor.service cuts the node off from its peers")]
    [InlineData("RuntimeMaxSec=1d", "RuntimeMaxSec=1d in /etc/visor.service stops Visor")]
    [InlineData("RestrictAddressFamilies=AF_INET AF_INET6", "RestrictAddressFamilies in /etc/visor.service does not allow AF_UNIX")]
    [InlineData("RestrictAddressFamilies=AF_UNIX\nRestrictAddressFamilies=AF_INET", "RestrictAddressFamilies in /etc/visor.service does not allow AF_INET6")]
    [InlineData("RestrictAddressFamilies=~AF_PACKET AF_UNIX", "RestrictAddressFamilies in /etc/visor.service does not allow AF_UNIX")]
    [InlineData("RestrictAddressFamilies=none", "RestrictAddressFamilies in /etc/visor.service does not allow AF_UNIX")]
    [InlineData("SystemCallFilter=@basic-io @file-system @io-event @network-io", "SystemCallFilter in /etc/visor.service does not allow @process")]
    [InlineData("SystemCallFilter=@system-service\nSystemCallFilter=~@process", "SystemCallFilter in /etc/visor.service does not allow @process")]
    [InlineData("SystemCallFilter=~pidfd_open:EPERM", "SystemCallFilter in /etc/visor.service denies pidfd_open")]
    [InlineData("ProtectHome=tmpfs", "ProtectHome in /etc/visor.service hides /home/vega/visor")]
    [InlineData("InaccessiblePaths=-/mnt /home/vega", "InaccessiblePaths in /etc/visor.service hides /home/vega/visor")]
    [InlineData("TemporaryFileSystem=/home:ro", "TemporaryFileSystem in /etc/visor.service hides /home/vega/visor")]
    [InlineData("ReadOnlyPaths=/", "ReadOnlyPaths in /etc/visor.service makes /home/vega/visor read-only")]
    [InlineData("ReadOnlyPaths=+/home/vega/visor/", "ReadOnlyPaths in /etc/visor.service makes /home/vega/visor read-only")]
    [InlineData("ProtectSystem=strict\nReadWritePaths=/var/lib/vega", "ProtectSystem=strict in /etc/visor.service makes /home/vega/visor read-only")]
    [InlineData("ProtectSystem=full", "ProtectSystem=full in /etc/visor.service makes /etc/visor read-only", "/etc/visor")]
    [InlineData("ProtectSystem=yes", "ProtectSystem=yes in /etc/visor.service makes /usr/visor read-only", "/usr/visor")]
    public void What_takes_away_something_that_is_needed_is_told(string settings, string found, string home = "/home/vega/visor")
    {
        var finding = Findings(settings, home).ShouldHaveSingleItem();

        finding.Verdict.ShouldBe(CheckOutcome.Failure);
        finding.Found.ShouldStartWith(found);
        finding.Remedy.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("NoNewPrivileges=yes\nMemoryDenyWriteExecute=yes\nPrivateDevices=yes\nProtectControlGroups=yes\nLockPersonality=yes\nRestrictNamespaces=yes")]
    [InlineData("ProcSubset=all\nProtectProc=default\nPrivateUsers=no\nDynamicUser=false\nRuntimeMaxSec=infinity")]
    [InlineData("RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK")]
    [InlineData("RestrictAddressFamilies=~AF_UNIX AF_PACKET\nRestrictAddressFamilies=AF_UNIX")]
    [InlineData("RestrictAddressFamilies=AF_INET\nRestrictAddressFamilies=")]
    [InlineData("SystemCallFilter=@system-service")]
    [InlineData("SystemCallFilter=@system-service\nSystemCallFilter=~@privileged @resources")]
    [InlineData("SystemCallFilter=~@mount @swap @reboot")]
    [InlineData("ProtectHome=yes", "/var/lib/visor")]
    [InlineData("ProtectSystem=strict\nReadWritePaths=/home/vega")]
    [InlineData("ProtectSystem=strict\nReadWritePaths=\"/home/vega/a visor\"", "/home/vega/a visor")]
    [InlineData("ProtectSystem=strict\nStateDirectory=visor", "/var/lib/visor")]
    [InlineData("ProtectSystem=full")]
    [InlineData("InaccessiblePaths=/home/ve")]
    public void What_does_no_harm_is_not_told(string settings, string home = "/home/vega/visor") => Findings(settings, home).ShouldBeEmpty();

    [Theory]
    [InlineData("ProtectProc=invisible")]
    [InlineData("ProcSubset=pid")]
    public void What_hides_a_part_of_proc_is_told_though_a_node_runs_with_it(string setting) =>
        Findings(setting, "/srv/visor").ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Verdict.ShouldBe(CheckOutcome.Warning), f => f.Found.ShouldStartWith(setting + " in /etc/visor.service hides "));

    private static IEnumerable<Finding> Findings(string settings, string home) =>
        SandboxCheck.Check(new UnitFile("/etc/visor.service", "[Service]\n" + settings), new VisorHome(home), "systemd unit");
}
