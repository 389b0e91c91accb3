using Shouldly;
using Visor.EndToEnd.Systemd;
using Xunit;

namespace Visor.EndToEnd.Packaging;

/// <summary>A machine that restarts by itself whatever uses a library that was replaced, as unattended upgrades do with needrestart.</summary>
[Collection(SystemdMachine.OneAtATime)]
public sealed class NeedrestartTests(CleanRoot root)
{
    // It fetches some megabytes and installs them.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_replaced_libc_gives_each_node_a_new_visor_and_restarts_none()
    {
        await using var node = await PackagedNode.On(root);
        var machine = node.Machine;
        await Apt("update");
        await Apt("install", "needrestart");
        machine.Write("/etc/needrestart/conf.d/zz-automatic.conf", "$nrconf{restart} = 'a';\n");
        await machine.Succeed("dpkg", "--install", CleanRoot.Package("_amd64.deb"));
        await node.MakeHome();

        // Its name says nothing of Visor; beside it a service of somebody else's, which has to be restarted.
        machine.Write("/etc/systemd/system/bystander.service", "[Service]\nExecStart=/usr/bin/sleep infinity\n");
        var unit = await machine.Succeed("visor", "service", "print", "--home", PackagedNode.Home);
        machine.Write("/etc/systemd/system/validator.service", unit);
        await machine.Succeed("systemctl", "daemon-reload");
        await machine.Succeed("systemctl", "start", "validator", "bystander");
        var before = await node.Well();
        var bystander = await machine.MainPid("bystander.service");

        var output = await Apt("install", "--reinstall", "libc6");

        output.ShouldContain("visor: handed over: the node of validator.service keeps running under the new Visor");
        var after = await node.Well(visorBefore: before.Visor);
        after.Core.ShouldBe(before.Core);
        node.Node.Ledger.All("start").ShouldHaveSingleItem();
        (await machine.Do("grep", "-q", "libc.*(deleted)", $"/proc/{after.Visor}/maps")).ExitCode.ShouldBe(1, "the new Visor has the new library");
        (await machine.MainPid("bystander.service")).ShouldNotBe(bystander, output);
        output.ShouldMatch(@"Service restarts being deferred:\s+systemctl restart .*validator\.service");
        await machine.Succeed("systemctl", "stop", "validator");

        async Task<string> Apt(params string[] args)
        {
            var (exitCode, said) = await machine.DoPatiently(Patience, "env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes", "--no-install-recommends", .. args]);
            exitCode.ShouldBe(0, said);
            return said;
        }
    }
}
