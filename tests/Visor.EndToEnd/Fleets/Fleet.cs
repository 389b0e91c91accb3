using System.Globalization;
using System.Security.Cryptography;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;

namespace Visor.EndToEnd.Fleets;

/// <summary>Machines with a simulated network's nodes to come, and the operator who works at them with Ansible. Disposing ends all of it.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const string Next = "v0.2.0";

    private readonly TemporaryFolder _shared = new();
    private readonly List<FleetMachine> _machines = [];
    private FleetNetwork? _network;
    private OperatorDesk? _desk;

    private Fleet()
    {
        File.SetUnixFileMode(_shared.Path, (UnixFileMode)0b111_101_101);
        Network = new SimulatedNetwork(_shared);
    }

    public SimulatedNetwork Network { get; }

    public OperatorDesk Desk => _desk!;

    public IReadOnlyList<FleetMachine> Machines => _machines;

    public FleetMachine this[string name] => _machines.Single(m => string.Equals(m.Name, name, StringComparison.Ordinal));

    /// <summary>A folder that is on all machines what it is here.</summary>
    public string Shared => _shared.Path;

    /// <summary>Two sentries and a validator, as docs/fleets.md has them.</summary>
    public static Task<Fleet> Create(FleetRoot root) => Create(root, "sentry-1", "sentry-2", "validator-1");

    /// <summary>Machines of these names at 192.0.2.11 and behind.</summary>
    public static async Task<Fleet> Create(FleetRoot root, params IReadOnlyList<string> names)
    {
        var path = await root.Path();
        var fleet = new Fleet();
        try
        {
            await fleet.Boot(path, names);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>The inventory and the variables of the page, and Visor on all machines.</summary>
    public async Task Install()
    {
        await Prepare();
        await Desk.Succeed($"ansible-galaxy collection install ./visor-fleet-{OperatorDesk.Version}.tar.gz");
        await Desk.Succeed(Playbook("install"));
        foreach (var machine in _machines)
            await Eventually.See(async () => (await machine.Machine.Do("visor", "status", "--home", FleetMachine.Home)).ExitCode == 0 ? machine : null, () => $"a node on {machine.Name} that is well");
    }

    /// <summary>What lies on the desk before the first command.</summary>
    public async Task Prepare()
    {
        foreach (var (name, text) in FleetsPage.Files)
            Desk.Write(name, text);
        File.Copy(CleanRoot.Package("_amd64.deb"), Path.Combine(Desk.Folder, $"visor_{OperatorDesk.Version}_amd64.deb"));
        await Network.Install(Desk.Folder, TestNode.Genesis);
        await Network.Install(_shared.In("next"), Next);
        var (exitCode, output) = await TestProcess.Run("tar", "-C", _shared.In("next"), "-czf", Release, "vega");
        if (exitCode != 0)
            throw new IOException(output);
        WriteSums();
    }

    /// <summary>The digest of the release, as who has made it publishes it.</summary>
    public void WriteSums() => Desk.Write("SHA256SUMS", $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Release)))}  {Path.GetFileName(Release)}\n");

    /// <summary>The archive of the next release.</summary>
    public string Release => Path.Combine(Desk.Folder, "vega-linux-amd64.tar.gz");

    public static string Playbook(string name, string more = "") => $"ansible-playbook visor.fleet.{name} -i inventory.yml {more}".TrimEnd();

    /// <summary>The lines of the table that a playbook or <c>visor status</c> has printed, without its head.</summary>
    public static IReadOnlyList<string> Rows(string output)
    {
        var lines = output.Split('\n').SkipWhile(l => !l.StartsWith("HOST ", StringComparison.Ordinal)).Skip(1);
        return [.. lines.TakeWhile(l => l.Contains("  ", StringComparison.Ordinal) && !l.StartsWith("ok: ", StringComparison.Ordinal) && !l.StartsWith("fatal: ", StringComparison.Ordinal))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
            await machine.DisposeAsync();
        if (_network is not null)
            await _network.DisposeAsync();
        _desk?.Dispose();
        _shared.Dispose();
    }

    private async Task Boot(string root, IReadOnlyList<string> names)
    {
        _network = await FleetNetwork.Create();
        _desk = await OperatorDesk.Create(_network.Operator);
        List<Task<FleetMachine>> booting = [];
        foreach (var (at, name) in names.Index())
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{11 + at}");
            booting.Add(FleetMachine.Boot(name, address, await _network.Join(address), root, _shared.Path, _desk.Key));
        }

        // Each that has come up is ended with the fleet, also if another has not.
        foreach (var machine in booting)
        {
            await ((Task)machine).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (machine.IsCompletedSuccessfully)
                _machines.Add(await machine);
        }

        await Task.WhenAll(booting);
    }
}
