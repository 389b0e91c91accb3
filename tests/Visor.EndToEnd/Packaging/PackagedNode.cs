using System.Text.Json;
using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Systemd;

namespace Visor.EndToEnd.Packaging;

/// <summary>A clean machine into which a package is installed, and a simulated node in the home that the package's unit speaks of.</summary>
internal sealed class PackagedNode : IAsyncDisposable
{
    public const string Unit = "visor.service";
    public const string Home = "/var/lib/visor";

    private PackagedNode(SystemdMachine machine, TestNode node) => (Machine, Node) = (machine, node);

    public SystemdMachine Machine { get; }

    /// <summary>Of it only the network, the ledger and the home of the node's processes are used.</summary>
    public TestNode Node { get; }

    public static async Task<PackagedNode> On(CleanRoot root)
    {
        var node = new PackagedNode(await SystemdMachine.On(await root.Path()), await TestNode.Create());
        try
        {
            await node.Boot();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the home as an operator would, and puts the node into it.</summary>
    public async Task MakeHome()
    {
        await Machine.Succeed("visor", "init", "--home", Home);
        await Node.Network.Install($"{Machine.Root}{Home}/genesis", TestNode.Genesis);
        Machine.Write($"{Home}/genesis/run-config.toml", Node.RunConfig([]));
        await Machine.Succeed("chown", "-R", "visor:", Home, Path.GetDirectoryName(Node.NodeHome)!);
    }

    /// <summary>Waits until <c>visor status</c> says that all is well.</summary>
    /// <param name="visorBefore">A Visor that must no longer be the one.</param>
    /// <returns>The pids of Visor and its core.</returns>
    public Task<Pids> Well(int visorBefore = 0) => Eventually.See(
        async () =>
        {
            var (exitCode, output) = await Machine.Do("visor", "status", "--home", Home, "--output", "json");
            if (exitCode != 0)
                return null;
            using var status = JsonDocument.Parse(output);
            var pids = new Pids(status.RootElement.GetProperty("visor").GetProperty("pid").GetInt32(), status.RootElement.GetProperty("node").GetProperty("core").GetProperty("pid").GetInt32());
            return pids.Visor != visorBefore ? pids : null;
        },
        () => $"a node that is well\n{Node.Everything()}");

    public async Task CoreShouldLive(int pid) => (await Machine.Do("test", "-d", $"/proc/{pid}")).ExitCode.ShouldBe(0);

    /// <summary>The files of the home that are the operator's, with their digests.</summary>
    public Task<string> OperatorsFiles() => Machine.Succeed("sh", "-c", $"cd {Home} && find . -type f -not -path './.visor/*' | sort | xargs sha256sum");

    /// <summary>Every path of the machine but what any package manager and any boot leaves behind.</summary>
    public Task<string> Listing() => Machine.Succeed(
        "sh", "-c", "find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /var/log -o -path /var/cache -o -path /var/lib/dpkg -o -path /var/lib/systemd \\) -prune -o -not -name '*-' -print | sort; cut -d: -f1 /etc/passwd /etc/group");

    public async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        await Node.DisposeAsync();
    }

    private Task Boot()
    {
        Machine.Write("/etc/dotnet/install_location", SystemdMachine.DotnetRoot + "\n");
        return Machine
            .Share(SystemdMachine.DotnetRoot, readOnly: true)
            .Share(Path.GetDirectoryName(Programs.SimulatedNode)!, readOnly: true)
            .Share(CleanRoot.Packages, readOnly: true)
            .Share(Path.GetDirectoryName(Node.NodeHome)!)
            .Boot();
    }

    internal sealed record Pids(int Visor, int Core);
}
