using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Cosmos;
using Visor.EndToEnd.Systemd;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Units;

/// <summary>An operator's unit on a machine, with a home that Cosmovisor has laid out and Visor in Cosmovisor's place.</summary>
internal sealed class OperatorService : IAsyncDisposable
{
    private OperatorService(OperatorUnit unit, SystemdMachine machine, CosmosHome home) => (Unit, Machine, Home) = (unit, machine, home);

    public OperatorUnit Unit { get; }

    public CosmosHome Home { get; }

    private SystemdMachine Machine { get; }

    private string Service => $"appd-{Unit.Name}.service";

    private string UserHome => Unit.User is { } user ? $"/home/{user}" : "/root";

    public static async Task<OperatorService> Install(OperatorUnit unit, SystemdMachine machine, string folder)
    {
        var service = new OperatorService(unit, machine, CosmosHome.CreateIn(folder, unit.Dialect));
        try
        {
            await service.Install(folder);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public Task Start() => Machine.Succeed("systemctl", "start", Service);

    public Task Restart() => Machine.Succeed("systemctl", "restart", Service);

    /// <summary>Ends in the unit's own time, and in order.</summary>
    public async Task Stop()
    {
        await Machine.Succeed("systemctl", "stop", Service);
        (await Property("ActiveState")).ShouldBe("inactive", await Everything());
        (await Property("Result")).ShouldBe("success", await Everything());
        NodeProcesses.Of(Home).ShouldBeEmpty(await Everything());
    }

    /// <summary>Kills the node as the kernel does when memory is short.</summary>
    public void KillNode() => Native.Kill(NodeProcesses.Of(Home).ShouldHaveSingleItem(), Native.SigKill).ShouldBe(0);

    public Task<string> Property(string name) => Machine.Property(Service, name);

    public async Task<string> Everything() => $"{await Machine.Journal(Service)}\n{Home.Everything()}";

    /// <summary>What <c>visor check</c> wants written into the unit, of what it calls an error.</summary>
    public async Task<IReadOnlyList<string>> Advice()
    {
        var (_, output) = await Machine.Do("/usr/bin/env", $"DOTNET_ROOT={SystemdMachine.DotnetRoot}", Programs.Visor, "check", "--home", Home.Folder, "--unit", UnitFile);
        output.Contains("in config.toml", StringComparison.Ordinal).ShouldBeFalse($"that is a file of Cosmovisor or of the node\n{output}");
        var lines = output.Split('\n');
        return [.. lines.Zip(lines.Skip(1)).Where(l => l.First.StartsWith('✗')).Select(l => l.Second.Split("→ write ")[^1].Split(';')[0])];
    }

    public async ValueTask DisposeAsync()
    {
        await Machine.Do("systemctl", "kill", "--signal=KILL", Service);
        await Machine.Do("systemctl", "stop", Service);
        await Home.DisposeAsync();
    }

    private string UnitFile => $"/etc/systemd/system/{Service}";

    private async Task Install(string folder)
    {
        if (Unit.User is { } user)
            await Machine.Succeed("useradd", "--create-home", user);
        CosmovisorLayout.Make(Home, Unit.IsRelative);
        CosmovisorProgram.Put(Machine.Root + Filled(Unit.Program));
        foreach (var (path, text) in Unit.Files)
            WriteFile(Filled(path), Filled(text));
        if (Unit.VisorToml is { } settings)
            Home.Write("cosmovisor/visor.toml", settings);
        if (Unit.HasDefaultHome)
            File.CreateSymbolicLink($"{Machine.Root}{UserHome}/.{CosmosHome.Name}", Home.Folder);

        // What a unit needs here and nowhere else: the runtime of programs that are no machine code.
        Machine.Write(UnitFile, Filled(Unit.Text) + "\n");
        Machine.Write($"{UnitFile}.d/runtime.conf", $"[Service]\nEnvironment=DOTNET_ROOT={SystemdMachine.DotnetRoot}\n");
        await Machine.Succeed("chown", "-R", Unit.User ?? "root", folder);
        await Machine.Succeed("systemctl", "daemon-reload");
    }

    // The home is shared with the machine; everything else is the machine's own.
    private void WriteFile(string path, string text)
    {
        if (path.StartsWith(Home.Folder, StringComparison.Ordinal))
            Home.Write(Path.GetRelativePath(Home.Folder, path), text);
        else
            Machine.Write(path, text);
    }

    private string Filled(string text) => text.Replace("@HOME@", Home.Folder, StringComparison.Ordinal).Replace("@USERHOME@", UserHome, StringComparison.Ordinal);
}
