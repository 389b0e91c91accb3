using System.Text.Json;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Systemd;

namespace Visor.EndToEnd.Fleets;

/// <summary>A machine of a fleet: a real systemd with an sshd, and a user of the operator's who may use sudo.</summary>
internal sealed class FleetMachine : IAsyncDisposable
{
    public const string Unit = "visor.service";
    public const string Home = "/var/lib/visor";

    /// <summary>Of the node's processes.</summary>
    public const string NodeHome = "/var/lib/vega";

    private const string User = "ops";

    private readonly string _space;

    private FleetMachine(string name, string address, string space, SystemdMachine machine) => (Name, Address, _space, Machine) = (name, address, space, machine);

    public string Name { get; }

    public string Address { get; }

    public SystemdMachine Machine { get; }

    /// <summary>What the node has witnessed.</summary>
    public Ledger Ledger => new(Machine.Root + NodeHome);

    /// <param name="shared">A folder that is in the machine what it is outside.</param>
    /// <param name="key">What lets the operator in.</param>
    public static async Task<FleetMachine> Boot(string name, string address, string space, string root, string shared, string key)
    {
        var machine = new FleetMachine(name, address, space, await SystemdMachine.On(root));
        try
        {
            await machine.Boot(shared, key);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    public async Task<FleetPids> Pids()
    {
        var (_, output) = await Machine.Do("visor", "status", "--home", Home, "--output", "json");
        using var status = JsonDocument.Parse(output);
        return new FleetPids(status.RootElement.GetProperty("visor").GetProperty("pid").GetInt32(), status.RootElement.GetProperty("node").GetProperty("core").GetProperty("pid").GetInt32());
    }

    /// <summary>Waits until a word of the upgrade in the status is this one.</summary>
    public Task<string> Upgrade(string state) => Eventually.See(
        async () =>
        {
            var (_, output) = await Machine.Do("visor", "status", "--home", Home, "--output", "json");
            using var status = JsonDocument.Parse(output);
            return status.RootElement.GetProperty("upgrade") is { ValueKind: JsonValueKind.Object } plan && string.Equals(plan.GetProperty("state").GetString(), state, StringComparison.Ordinal) ? output : null;
        },
        () => $"an upgrade on {Name} that is {state}");

    /// <summary>Nobody answers at its address.</summary>
    public Task GoDown() => FleetNetwork.Cut(_space);

    /// <summary>Its sshd takes connections and says nothing.</summary>
    public async Task FreezeSshd()
    {
        await Machine.Succeed("systemctl", "kill", "--kill-whom=main", "--signal=STOP", "ssh");
        await Machine.Do("pkill", "--full", $"sshd: {User}"); // What is connected would go on.
    }

    /// <summary>The home of the node lies on a disk of this size.</summary>
    public async Task MountHome(string size)
    {
        await Machine.Succeed("mkdir", "-p", Home);
        await Machine.Succeed("mount", "-t", "tmpfs", "-o", $"size={size},mode=0755", "small", Home);
        await Machine.Succeed("chown", "visor:", Home);
    }

    /// <summary>What <c>sudo</c> lets the operator become: a user, or <c>ALL</c>.</summary>
    public void Allow(string users) => Machine.Write($"/etc/sudoers.d/{User}", $"{User} ALL=({users}) NOPASSWD: ALL\n");

    public ValueTask DisposeAsync() => Machine.DisposeAsync();

    private async Task Boot(string shared, string key)
    {
        Machine.Write("/etc/dotnet/install_location", SystemdMachine.DotnetRoot + "\n");
        Machine.Write("/etc/hostname", Name + "\n");
        Machine.Write("/etc/hosts", $"127.0.0.1 localhost {Name}\n");
        Allow("ALL");
        foreach (var program in new[] { Programs.SimulatedNode, Programs.SimulatedCosmosNode })
            Machine.Share(Path.GetDirectoryName(program)!, readOnly: true);
        await Machine.Share(SystemdMachine.DotnetRoot, readOnly: true).Share(shared).InNetwork(_space).Boot();
        await Machine.Succeed("useradd", "--create-home", "--shell", "/bin/bash", User);
        Machine.Write($"/home/{User}/.ssh/authorized_keys", key);
        await Machine.Succeed("chown", "-R", $"{User}:", $"/home/{User}/.ssh");

        // As the operator of a node has them before Visor comes.
        await Machine.Succeed("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", Home, "visor");
        await Machine.Succeed("install", "-d", "-o", "visor", "-g", "visor", NodeHome);

        // Until the first of them has run nobody may log in.
        await Machine.Succeed("systemctl", "start", "systemd-user-sessions", "ssh");
    }
}

/// <param name="Core">The node's process.</param>
internal sealed record FleetPids(int Visor, int Core);
