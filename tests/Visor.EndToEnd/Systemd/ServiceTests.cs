using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;
using Xunit;

namespace Visor.EndToEnd.Systemd;

/// <summary>The unit that <c>visor service print</c> writes, under a real systemd.</summary>
[Collection(SystemdMachine.OneAtATime)]
public sealed class ServiceTests
{
    private const string Unit = ServiceNode.Unit;

    [Fact]
    public async Task A_start_waits_for_the_node_and_the_status_says_how_it_is()
    {
        await using var service = await ServiceNode.Create();

        await service.Machine.Succeed("systemctl", "start", Unit);

        service.Node.Journal.ShouldContain("\"type\":\"intent\""); // Without READY=1 systemctl would have returned before.
        await service.Node.Ready(TestNode.Genesis);
        await StatusTextHolds(service, "ready, v0.1.0");
        (await service.Machine.Property(Unit, "ActiveState")).ShouldBe("active");
        (await service.Machine.Journal(Unit)).ShouldContain("ready");
    }

    [Fact]
    public async Task A_reload_reads_the_configuration_and_leaves_everything_running()
    {
        await using var service = await ServiceNode.Create();
        await service.Start();
        var visor = await service.Machine.MainPid(Unit);
        service.Node.Configure("maxNumberOfRestart = oops\n");

        await service.Machine.Succeed("systemctl", "reload", Unit);
        await service.Node.WaitForStatus(s => !s.Configuration.Valid, "a configuration with an error");

        service.Node.Configure("stopSignalTimeoutSeconds = 7\n");
        await service.Machine.Succeed("systemctl", "reload", Unit);
        await service.Node.WaitForStatus(s => s.Configuration.Valid, "a configuration without an error");
        await Eventually.See(async () => await service.Machine.Property(Unit, "ActiveState") is "active" ? service : null, () => "an active unit");
        (await service.Machine.MainPid(Unit)).ShouldBe(visor);
        service.Node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_stop_is_graceful_also_for_a_node_that_needs_longer_than_the_unit_allows()
    {
        // Visor says again and again that it is still stopping.
        await using var service = await ServiceNode.Create("TimeoutStopSec=3");
        service.Node.Misbehave("slow-stop=6000");
        await service.Start();

        await service.Machine.Succeed("systemctl", "stop", Unit);

        (await service.Machine.Property(Unit, "Result")).ShouldBe("success");
        service.Node.Ledger.All("stopped").ShouldHaveSingleItem();
        service.Node.Status!.Node.State.ShouldBe("stopped");
        service.Node.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_start_that_has_to_wait_for_the_operator_says_so_and_does_not_time_out()
    {
        await using var service = await ServiceNode.Create("TimeoutStartSec=2");
        await service.Start();
        service.Node.Write("hold", "waiting for the team\n");
        await service.Prepare("v0.2.0");
        service.Node.Network.UpgradeIn(20, "v0.2.0");
        await service.Node.WaitForUpgrade("v0.2.0", "held");
        await service.Machine.Succeed("systemctl", "stop", Unit);

        await service.Machine.Succeed("systemctl", "start", "--no-block", Unit);
        var began = Stopwatch.GetTimestamp();
        await StatusTextHolds(service, "HELD: waiting for the team");
        await Eventually.See(() => Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(4) ? service : null, () => "time that passes");
        (await service.Machine.Property(Unit, "ActiveState")).ShouldBe("activating");

        File.Delete(service.Node.In("hold"));
        await service.Node.Ready("v0.2.0");
        (await service.Machine.Property(Unit, "ActiveState")).ShouldBe("active");
    }

    [Fact]
    public async Task A_visor_that_is_killed_is_followed_by_one_that_adopts_the_node()
    {
        await using var service = await ServiceNode.Create();
        await service.Start();
        var visor = await service.Machine.MainPid(Unit);
        var core = service.Node.Status!.Node.Core!.Pid;

        await service.Machine.Succeed("systemctl", "kill", "--kill-whom=main", "--signal=KILL", Unit);
        await service.Adopted(visor);

        service.Node.Status!.Node.Core!.Pid.ShouldBe(core);
        service.Node.ShouldHaveStarted(TestNode.Genesis);
        await service.Machine.Succeed("systemctl", "stop", Unit);
        service.Node.Ledger.All("stopped").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_handover_is_followed_by_one_that_adopts_the_node_and_upgrades_it()
    {
        await using var service = await ServiceNode.Create();
        await service.Start();
        var visor = await service.Machine.MainPid(Unit);

        await service.Machine.Succeed("systemctl", "kill", "--kill-whom=main", "--signal=USR2", Unit);
        await service.Adopted(visor);
        service.Node.ShouldHaveStarted(TestNode.Genesis);

        await service.Prepare("v0.2.0");
        service.Node.Network.UpgradeIn(30, "v0.2.0");
        await service.Node.Ready("v0.2.0");
        await StatusTextHolds(service, "ready, v0.2.0");
        service.Node.ShouldHaveStarted(TestNode.Genesis, "v0.2.0");
        service.Node.Ledger.Disasters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visor_whose_loop_hangs_is_replaced_and_its_node_runs_on()
    {
        await using var service = await ServiceNode.Create(
            $"WatchdogSec=2\nEnvironmentFile=-{Fault}\n", Programs.FaultyVisor);
        service.Machine.Write(Fault, $"VISOR_FAULT=answered:hang\nVISOR_FAULT_MARK={service.Node.FaultMark}\n");

        await service.Machine.Succeed("systemctl", "start", Unit);
        await Eventually.See(() => File.Exists(service.Node.FaultMark) ? service : null, service.Node.Everything);
        var visor = await service.Machine.MainPid(Unit);
        File.Delete(service.Machine.Root + Fault);
        await service.Adopted(visor);

        (await service.Machine.Journal()).ShouldContain("Watchdog timeout");
        int.Parse(await service.Machine.Property(Unit, "NRestarts"), CultureInfo.InvariantCulture).ShouldBe(1);
        service.Node.ShouldHaveStarted(TestNode.Genesis);
    }

    [Fact]
    public async Task A_home_that_is_wrong_is_not_started_again_and_again()
    {
        await using var service = await ServiceNode.Create();
        service.Node.Write("config.toml", "maxNumberOfRestarts = 'three'\n");

        (await service.Machine.Do("systemctl", "start", Unit)).ExitCode.ShouldNotBe(0);

        (await service.Machine.Property(Unit, "ActiveState")).ShouldBe("failed");
        (await service.Machine.Property(Unit, "ExecMainStatus")).ShouldBe("78");
        (await service.Machine.Property(Unit, "NRestarts")).ShouldBe("0");
        (await service.Machine.Journal(Unit)).ShouldContain("maxNumberOfRestarts");
    }

    [Fact]
    public async Task A_node_that_is_given_up_stays_visible_and_is_started_again_by_a_person_alone()
    {
        await using var service = await ServiceNode.Create();
        service.Node.Configure("maxNumberOfRestarts = 1\n");
        service.Node.Misbehave("always-exit=3@after:300");
        await service.Prepare(TestNode.Genesis, "genesis");
        await service.Machine.Succeed("systemctl", "start", ServiceNode.Unit);

        var status = await service.Node.WaitForStatus(s => s is { Node.State: "failed", Visor.Running: true, LastOutput: not null }, "given up by a Visor that stays");

        status.StartAgain.ShouldBe("systemctl restart visor");
        (await service.Machine.Property(ServiceNode.Unit, "StatusText")).ShouldStartWith("DOWN: failed, v0.1.0: the core (pid ");
        (await service.Machine.Property(ServiceNode.Unit, "ActiveState")).ShouldBe("active");
        (await service.Machine.Property(ServiceNode.Unit, "NRestarts")).ShouldBe("0");
        service.Node.Ledger.All("start").Count.ShouldBe(2);

        service.Node.Misbehave();
        await service.Machine.Succeed("systemctl", "restart", ServiceNode.Unit);
        await service.Node.Ready(TestNode.Genesis);
    }

    [Fact]
    public async Task A_unit_that_cannot_be_written_whole_is_an_error()
    {
        await using var node = await TestNode.Create();

        var (code, output) = await TestProcess.Run("/bin/sh", "-c", $"'{Programs.Visor}' service print --home '{node.Home}' >/dev/full");

        code.ShouldBe(1, output);
        output.ShouldContain("cannot write to standard output");
    }

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_the_unit_and_calls_it_well_protected()
    {
        await using var service = await ServiceNode.Create();

        (await service.Machine.Succeed("systemd-analyze", "verify", $"/etc/systemd/system/{Unit}")).ShouldBeEmpty();
        await service.Machine.Succeed("systemd-analyze", "security", "--offline=yes", "--threshold=30", $"/etc/systemd/system/{Unit}");

        // On that machine, which alone has the unit's user.
        var (_, output) = await service.Machine.Do(
            "/usr/bin/env", $"DOTNET_ROOT={SystemdMachine.DotnetRoot}", Programs.Visor, "check", "--home", service.Node.Home, "--unit", $"/etc/systemd/system/{Unit}");
        output.ShouldContain("has no known problem");
    }

    private const string Fault = "/etc/visor-fault";

    private static Task<string> StatusTextHolds(ServiceNode service, string part) => Eventually.See(
        async () => await service.Machine.Property(Unit, "StatusText") is { } text && text.Contains(part, StringComparison.Ordinal) ? text : null,
        () => $"a status text with '{part}'");
}
