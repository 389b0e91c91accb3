using Shouldly;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;
using Visor.EndToEnd.Systemd;
using Xunit;

namespace Visor.EndToEnd.Fleets;

/// <summary>The role takes nodes over, by the variables that docs/fleets.md has for it.</summary>
[Collection(SystemdMachine.OneAtATime)]
public sealed class MigrationTests(FleetRoot root)
{
    private const string Cosmovisor = "/usr/local/bin/cosmovisor";
    private const string Original = "/opt/original/visor";
    private const string OldHome = "/home/vega/visor";

    private const string Inventory = """
        visor:
          vars:
            ansible_user: ops
          children:
            hub:
              hosts:
                hub-1: { ansible_host: 192.0.2.11 }
            old:
              hosts:
                old-1: { ansible_host: 192.0.2.12 }

        """;

    [Fact]
    public async Task A_node_of_Cosmovisor_and_one_of_the_original_Visor_are_taken_over_with_one_restart()
    {
        await using var fleet = await Fleet.Create(root, "hub-1", "old-1");
        await using var home = CosmosHome.CreateIn(Directory.CreateDirectory(Path.Combine(fleet.Shared, "chain")).FullName);
        await RunCosmovisor(fleet["hub-1"].Machine, home);
        await RunOriginal(fleet);
        await Prepare(fleet, home);
        await home.Ledger.WaitFor("start", "v1.0.0");
        await fleet["old-1"].Ledger.WaitFor("start");
        await OriginalGoesOnWhereVisorWouldNot(fleet);

        await fleet.Desk.Succeed(Fleet.Playbook("install"));

        await Well(fleet["hub-1"].Machine, home.Folder);
        await Well(fleet["old-1"].Machine, OldHome);
        home.Ledger.All("start").Count.ShouldBe(2);
        fleet["old-1"].Ledger.All("start").Count.ShouldBe(3);
        (await fleet["hub-1"].Machine.Property("gaia.service", "KillMode")).ShouldBe("process");
        (await fleet["hub-1"].Machine.Succeed("readlink", Cosmovisor)).Trim().ShouldBe("/usr/bin/visor");
        (await fleet["hub-1"].Machine.Succeed("head", "-n", "1", Cosmovisor + ".original")).Trim().ShouldBe("#!/bin/sh");
        await fleet["hub-1"].Machine.Succeed("grep", "--quiet", "^visor_build_info", "/var/tmp/gaia.prom");
        (await fleet["old-1"].Machine.Property("vegavisor.service", "Type")).ShouldBe("notify");

        var visor = await fleet["old-1"].Machine.MainPid("vegavisor.service");
        var again = await fleet.Desk.Succeed(Fleet.Playbook("install"));
        again.Split('\n').Count(l => l.Contains(" changed=0 ", StringComparison.Ordinal)).ShouldBe(2, again);
        Fleet.Rows(await fleet.Desk.Succeed(Fleet.Playbook("readiness"))).ShouldAllBe(row => row.EndsWith("  ALL WELL", StringComparison.Ordinal));

        await MakeOtherArchive(fleet);
        await fleet.Desk.Succeed(Fleet.Playbook("upgrade_visor", "--limit old-1 -e visor_package=visor-0.2.0-linux-x64.tar.gz -e visor_canary_seconds=1"));
        (await fleet["old-1"].Machine.MainPid("vegavisor.service")).ShouldNotBe(visor);
        fleet["old-1"].Ledger.All("start").Count.ShouldBe(3);
        await fleet["hub-1"].Machine.Succeed("systemctl", "stop", "gaia");
        await fleet["old-1"].Machine.Succeed("systemctl", "stop", "vegavisor");
    }

    private static async Task OriginalGoesOnWhereVisorWouldNot(Fleet fleet)
    {
        var old = fleet["old-1"];
        old.Machine.Write($"{OldHome}/config.toml", "maxNumberOfRestarts = \"many\"\n");

        var (exitCode, output) = await fleet.Desk.Type(Fleet.Playbook("install", "--limit old-1"));

        exitCode.ShouldBe(2, output);
        output.ShouldContain($"Visor cannot take {OldHome} over, so the original runs it again. config.toml: ");
        await Eventually.See(() => old.Ledger.All("start").ElementAtOrDefault(1), () => $"a second start of the original\n{old.Ledger}");
        old.Machine.Write($"{OldHome}/config.toml", "maxNumberOfRestarts = 3\n");
    }

    private static async Task Prepare(Fleet fleet, CosmosHome home)
    {
        foreach (var (name, text) in FleetsPage.Files.Where(f => f.Name is "group_vars/hub.yml" or "group_vars/old.yml"))
            fleet.Desk.Write(name, text);
        fleet.Desk.Write("inventory.yml", Inventory);
        fleet.Desk.Write("group_vars/visor.yml", $"visor_package: {CleanRoot.Package("_amd64.deb")}\n");
        fleet.Desk.Write("host_vars/old-1.yml", $"visor_package: {CleanRoot.Package("-linux-x64.tar.gz")}\n");
        fleet.Desk.Write("host_vars/hub-1.yml", $"visor_home: {home.Folder}\nvisor_textfile_folder: /var/tmp\n"); // The home is one that the machine shares with the test.
        await fleet.Desk.Succeed($"ansible-galaxy collection install ./visor-fleet-{OperatorDesk.Version}.tar.gz");
    }

    // A program with a byte more behind its end is another one, and does the same. Ansible knows another archive by its files' times, which are those of the commit.
    private static async Task MakeOtherArchive(Fleet fleet)
    {
        var other = Path.Combine(fleet.Shared, "visor");
        File.Copy($"{fleet["old-1"].Machine.Root}/usr/local/bin/visor", other);
        await File.AppendAllTextAsync(other, "\n", TestContext.Current.CancellationToken);
        var (exitCode, output) = await TestProcess.RunPatiently(
            TimeSpan.FromMinutes(4), "env", "SOURCE_DATE_EPOCH=1700000000", CleanRoot.InPackaging("release"), "packages", "--visor", other, "--version", "0.2.0", "--into", fleet.Desk.Folder);
        exitCode.ShouldBe(0, output);
    }

    private static async Task RunCosmovisor(SystemdMachine machine, CosmosHome home)
    {
        File.CreateSymbolicLink(home.In("cosmovisor", "current"), "genesis");
        machine.Write(Cosmovisor, $"#!/bin/sh\nshift\nexec {home.Folder}/cosmovisor/current/bin/{CosmosHome.Name} \"$@\"\n");
        machine.Write("/etc/systemd/system/gaia.service", $"""
            [Service]
            User=gaia
            Environment=DAEMON_NAME={CosmosHome.Name} DAEMON_HOME={home.Folder} UNSAFE_SKIP_BACKUP=true
            ExecStart={Cosmovisor} run start --home {home.Folder}
            Restart=always
            RestartSec=3

            [Install]
            WantedBy=multi-user.target

            """);
        await machine.Succeed("chmod", "755", Cosmovisor);
        await machine.Succeed("useradd", "--create-home", "gaia");
        await machine.Succeed("chown", "-R", "gaia:", Path.GetDirectoryName(home.Folder)!);
        await machine.Succeed("systemctl", "enable", "--now", "gaia");
    }

    private static async Task RunOriginal(Fleet fleet)
    {
        var machine = fleet["old-1"].Machine;
        await machine.Succeed("useradd", "--create-home", "vega");
        await fleet.Network.Install($"{machine.Root}{OldHome}/genesis", TestNode.Genesis);
        machine.Write($"{OldHome}/config.toml", "maxNumberOfRestarts = 3\n");
        machine.Write($"{OldHome}/genesis/run-config.toml", $"""
            name = "genesis"
            [vega.binary]
            path = "vega"
            args = ["start", "--home", "{FleetMachine.NodeHome}"]
            [vega.rpc]
            socketPath = "{FleetMachine.NodeHome}/vega.sock"
            httpPath = "/rpc"

            """);
        machine.Write(Original, $"#!/bin/sh\nexec {OldHome}/current/vega start --home {FleetMachine.NodeHome}\n");
        machine.Write("/etc/systemd/system/vegavisor.service", $"""
            [Service]
            User=vega
            ExecStart={Original} run --home {OldHome}

            [Install]
            WantedBy=multi-user.target

            """);
        await machine.Succeed("ln", "-s", "genesis", $"{OldHome}/current");
        await machine.Succeed("chmod", "755", Original);
        await machine.Succeed("chown", "-R", "vega:", "/home/vega", FleetMachine.NodeHome);
        await machine.Succeed("systemctl", "enable", "--now", "vegavisor");
    }

    private static async Task Well(SystemdMachine machine, string home) => await Eventually.See(
        async () => (await machine.Do("visor", "status", "--home", home)).ExitCode == 0 ? machine : null, () => $"a node in {home} that is well\n{machine.Console}");
}
