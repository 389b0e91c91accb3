using Shouldly;
using Visor.EndToEnd.Systemd;
using Xunit;

namespace Visor.EndToEnd.Packaging;

/// <summary>The tar.gz, unpacked where the documentation says.</summary>
[Collection(SystemdMachine.OneAtATime)]
public sealed class TarballTests(CleanRoot root)
{
    [Fact]
    public async Task Unpacked_below_usr_local_it_runs_a_node_as_a_service_and_is_replaced_under_it()
    {
        await using var node = await PackagedNode.On(root);
        var machine = node.Machine;
        await machine.Succeed("sh", "-c", $"cd '{CleanRoot.Packages}' && sha256sum --check SHA256SUMS");

        await Unpack();
        await machine.Succeed("useradd", "--system", "visor");
        await node.MakeHome();
        await machine.Succeed("systemctl", "daemon-reload");
        await machine.Succeed("systemctl", "enable", "--now", PackagedNode.Unit);
        var first = await node.Well();
        File.Exists($"{machine.Root}/usr/local/share/man/man1/visor.1").ShouldBeTrue();

        await Unpack();
        await machine.Succeed("systemctl", "kill", "--kill-whom=main", "--signal=USR2", PackagedNode.Unit);
        var second = await node.Well(visorBefore: first.Visor);
        second.Core.ShouldBe(first.Core);
        await machine.Succeed("systemctl", "stop", PackagedNode.Unit);
        node.Node.Ledger.All("stopped").ShouldHaveSingleItem();

        Task<string> Unpack() => machine.Succeed("tar", "-C", "/usr/local", "--strip-components=1", "-xzf", CleanRoot.Package("-linux-x64.tar.gz"));
    }
}
