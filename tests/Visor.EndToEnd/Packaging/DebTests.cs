using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Systemd;
using Xunit;

namespace Visor.EndToEnd.Packaging;

/// <summary>The .deb, from the first installation to the last trace.</summary>
[Collection(SystemdMachine.OneAtATime)]
public sealed class DebTests(CleanRoot root)
{
    private const string Unit = PackagedNode.Unit;

    [Fact]
    public async Task Installing_upgrading_and_removing_leave_a_running_node_running_and_nothing_behind()
    {
        await using var node = await PackagedNode.On(root);
        var machine = node.Machine;
        var before = await node.Listing();

        await machine.Succeed("dpkg", "--install", CleanRoot.Package("_amd64.deb"));
        (await machine.Property(Unit, "UnitFileState")).ShouldBe("disabled");
        (await machine.Property(Unit, "ActiveState")).ShouldBe("inactive");
        foreach (var file in new[] { "man/man1/visor.1.gz", "bash-completion/completions/visor", "zsh/vendor-completions/_visor", "fish/vendor_completions.d/visor.fish", "doc/visor/docs/operations.md" })
            File.Exists($"{machine.Root}/usr/share/{file}").ShouldBeTrue(file);

        await node.MakeHome();
        await machine.Succeed("systemctl", "enable", "--now", Unit);
        var first = await node.Well();
        var files = await node.OperatorsFiles();

        using var newer = new TemporaryFolder();
        var (exitCode, output) = await TestProcess.RunPatiently(
            TimeSpan.FromMinutes(2), // It packs the binary twice.
            CleanRoot.InPackaging("release"), "packages", "--visor", $"{machine.Root}/usr/bin/visor", "--version", "999.0.0", "--into", newer.Path);
        exitCode.ShouldBe(0, output);
        machine.Copy(newer.In("visor_999.0.0_amd64.deb"), "/root/visor.deb");
        (await machine.Succeed("dpkg", "--install", "/root/visor.deb")).ShouldContain("keeps running under the new Visor");
        var second = await node.Well(visorBefore: first.Visor);
        second.Core.ShouldBe(first.Core);

        await machine.Succeed("dpkg", "--remove", "visor");
        await node.CoreShouldLive(first.Core);
        (await machine.MainPid(Unit)).ShouldBe(second.Visor);
        (await machine.Property(Unit, "KillMode")).ShouldBe("process"); // Or a Visor that dies would take its node along.

        await machine.Succeed("dpkg", "--install", "/root/visor.deb");
        var third = await node.Well(visorBefore: second.Visor);
        third.Core.ShouldBe(first.Core);
        node.Node.Ledger.All("start").ShouldHaveSingleItem();
        (await node.OperatorsFiles()).ShouldBe(files);

        await machine.Succeed("systemctl", "stop", Unit);
        node.Node.Ledger.All("stopped").ShouldHaveSingleItem();
        await machine.Succeed("dpkg", "--purge", "visor");
        (await node.OperatorsFiles()).ShouldBe(files);
        await machine.Succeed("rm", "-r", PackagedNode.Home, "/root/visor.deb");
        await machine.Succeed("dpkg", "--install", CleanRoot.Package("_amd64.deb"));
        await machine.Succeed("dpkg", "--purge", "visor");
        (await node.Listing()).ShouldBe(before);
    }

    [Fact]
    public async Task A_visor_whose_service_would_end_its_node_with_it_is_left_alone()
    {
        await using var node = await PackagedNode.On(root);
        var machine = node.Machine;
        await machine.Succeed("dpkg", "--install", CleanRoot.Package("_amd64.deb"));
        await node.MakeHome();
        await machine.Succeed("systemd-run", "--unit=own", "--property=User=visor", "--property=Restart=always", "visor", "run", "--home", PackagedNode.Home);
        var pids = await node.Well();

        (await machine.Succeed("dpkg", "--install", CleanRoot.Package("_amd64.deb"))).ShouldContain($"pid {pids.Visor} stays on the old Visor");

        (await node.Well()).ShouldBe(pids);
        await machine.Succeed("systemctl", "stop", "own");
    }
}
