using Shouldly;
using Visor.EndToEnd.Cosmos;

namespace Visor.EndToEnd.Chains.Cosmos.Setups.Containers;

/// <summary>What an image holds, for one home: the programs, the script, and the variables it is run with.</summary>
internal sealed class Image
{
    private readonly string _folder;
    private readonly ContainerSetup _setup;
    private readonly CosmosHome _home;
    private readonly OfferedFiles _server;

    public Image(string folder, ContainerSetup setup, CosmosHome home, OfferedFiles server)
    {
        (_folder, _setup, _home, _server) = (folder, setup, home, server);
        CosmovisorProgram.Put(Path.Combine(folder, "cosmovisor"));
        if (setup.Script is { } script)
            File.WriteAllText(Path.Combine(folder, "entrypoint"), script + "\n");
        CosmovisorLayout.Make(home, setup.IsRelative);
        if (setup.Downloads)
            Directory.Delete(home.In("cosmovisor", "upgrades"), recursive: true);
        setup.Arrange(home);
    }

    public Container Run()
    {
        var environment = _home.Environment.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        environment["UNSAFE_SKIP_BACKUP"] = "true";
        environment["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in _setup.Environment)
            environment[name] = Filled(value);
        return Container.Run(_home, [.. _setup.Command.Select(Filled)], environment);
    }

    /// <summary>The text of the plan.</summary>
    public string InfoOf(string upgrade) => _setup.Downloads ? OfferedReleases.Offer(_server, CosmovisorLayout.Release(upgrade) with { Dialect = _setup.Dialect }) : "{}";

    /// <summary>The node that runs finds the libraries of its own release before those of any other.</summary>
    public async Task ShouldFindLibraries(string upgrade)
    {
        if (!Directory.Exists(_home.In("cosmovisor", "upgrades", upgrade, "lib")))
            return;
        var variable = "LD_LIBRARY_PATH=" + string.Join(':', new[] { _home.In("cosmovisor", "upgrades", upgrade, "lib"), _setup.Environment.GetValueOrDefault("LD_LIBRARY_PATH") }.OfType<string>().Select(Filled));
        await Eventually.See(() => NodeProcesses.Of(_home).Any(pid => NodeProcesses.Variables(pid).Contains(variable, StringComparer.Ordinal)) ? this : null, () => $"{variable}\n{_home.Everything()}");
        Directory.GetFiles(_home.In("cosmovisor", "upgrades", upgrade, "lib")).ShouldHaveSingleItem();
    }

    private string Filled(string text) => text
        .Replace("@HOME@", _home.Folder, StringComparison.Ordinal)
        .Replace("@RPC@", _home.Rpc.Address, StringComparison.Ordinal)
        .Replace("entrypoint", Path.Combine(_folder, "entrypoint"), StringComparison.Ordinal);
}
