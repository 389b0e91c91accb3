using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Systemd;

/// <summary>A node whose Visor is a service of a real systemd, by the unit that <c>visor service print</c> has written.</summary>
internal sealed class ServiceNode : IAsyncDisposable
{
    public const string Unit = "visor.service";

    private const string User = "validator";
    private const string RunSocket = "/run/vega/vega.sock";
    private const string UnitFile = $"/etc/systemd/system/{Unit}";

    private ServiceNode(SystemdMachine machine, TestNode node) => (Machine, Node) = (machine, node);

    public SystemdMachine Machine { get; }

    public TestNode Node { get; }

    /// <summary>The folder that holds all of the node, shared with the machine.</summary>
    private string Folder => Path.GetDirectoryName(Node.NodeHome)!;

    /// <summary>The machine is up, and the unit is loaded, not started.</summary>
    /// <param name="settings">Lines for <c>[Service]</c>, put below the printed ones.</param>
    /// <param name="program">The Visor; null: the usual one.</param>
    public static async Task<ServiceNode> Create(string settings = "", string? program = null)
    {
        var machine = await SystemdMachine.On();
        var node = await TestNode.Create();
        var service = new ServiceNode(machine, node);
        try
        {
            await service.Boot(settings, program ?? Programs.Visor);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the node is ready.</summary>
    public async Task Start()
    {
        await Give();
        await Machine.Succeed("systemctl", "start", Unit);
        await Node.Ready(TestNode.Genesis);
    }

    /// <summary>Waits until another Visor than this has the node, and it is ready in its eyes.</summary>
    public Task Adopted(int visorBefore) => Node.WaitForStatus(
        s => s.Visor.Pid != visorBefore && s.Visor.Running && s.IsReady(s.Node.Release), $"adopted by another Visor than {visorBefore}");

    /// <summary>Puts a release into the home, whose core listens where systemd has made the folder.</summary>
    public async Task Prepare(string release, string? folder = null)
    {
        await Node.Prepare(release, folder);
        Node.Write($"{folder ?? release}/run-config.toml", Node.RunConfig(["--socket", RunSocket]).Replace($"\"{Node.Socket}\"", $"\"{RunSocket}\"", StringComparison.Ordinal));
        await Give();
    }

    public async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        await Node.DisposeAsync();
    }

    // What the test has written is root's.
    private Task<string> Give() => Machine.Succeed("chown", "-R", User, Folder);

    private async Task Boot(string settings, string program)
    {
        foreach (var shared in new[] { Programs.Visor, Programs.FaultyVisor, Programs.SimulatedNode }.Select(p => Path.GetDirectoryName(p)!).Distinct(StringComparer.Ordinal))
            Machine.Share(shared, readOnly: true);
        await Machine.Share(Folder).Boot();
        await Machine.Succeed("useradd", "--system", "--no-create-home", User);
        await Prepare(TestNode.Genesis, "genesis");
        var unit = await Machine.Succeed("env", $"DOTNET_ROOT={SystemdMachine.DotnetRoot}", program, "service", "print", "--home", Node.Home);
        Machine.Write(UnitFile, unit + "\n");
        Machine.Write($"{UnitFile}.d/test.conf", $"[Service]\nEnvironment=DOTNET_ROOT={SystemdMachine.DotnetRoot}\n{settings}\n");
        await Machine.Succeed("systemctl", "daemon-reload");
    }
}
