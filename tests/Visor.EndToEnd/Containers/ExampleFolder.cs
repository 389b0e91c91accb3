using Shouldly;
using Visor.EndToEnd.Harness;
using Visor.EndToEnd.Packaging;

namespace Visor.EndToEnd.Containers;

/// <summary>The folder in which somebody follows docs/containers.md, with what the page says lies there.</summary>
internal sealed class ExampleFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Podman _podman;
    private readonly string _chain;

    public ExampleFolder(Podman podman)
    {
        _podman = podman;
        _chain = Directory.CreateDirectory(Path.Combine(podman.Chains, Path.GetFileName(_folder.Path))).FullName;
        File.CreateSymbolicLink(In("packaging"), Path.GetDirectoryName(CleanRoot.InPackaging("image"))!);
    }

    public string In(params ReadOnlySpan<string> names) => _folder.In(names);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Puts the binary of a release and a run config into a folder.</summary>
    public async Task Release(string name, string release, string runConfig)
    {
        var network = new SimulatedNetwork(_folder);
        await network.Install(In(name), release, []);
        var shared = Path.Combine(_chain, "network.json");
        File.Copy(network.File, shared, overwrite: true);
        await File.WriteAllTextAsync(In(name, "vega"), (await File.ReadAllTextAsync(In(name, "vega"))).Replace(network.File, shared, StringComparison.Ordinal));
        Write($"{name}/run-config.toml", runConfig);
    }

    /// <summary>Puts a home of Cosmovisor there whose binary has another name than in the other tests.</summary>
    public async Task CosmosHome(string name, string binary)
    {
        await using (var made = Cosmos.CosmosHome.CreateIn(_chain))
        {
            (await TestProcess.Run("mv", made.Folder, In(name))).ExitCode.ShouldBe(0);
            (await TestProcess.Run("chmod", "-R", "a+rwX", _chain)).ExitCode.ShouldBe(0);
        }

        var bin = In(name, "cosmovisor", "genesis", "bin");
        foreach (var file in Directory.EnumerateFiles(bin, Cosmos.CosmosHome.Name + "*"))
            File.Move(file, Path.Combine(bin, Path.GetFileName(file).Replace(Cosmos.CosmosHome.Name, binary, StringComparison.Ordinal)));
    }

    /// <summary>Types the commands one after the other; each has to succeed.</summary>
    public async Task Type(IEnumerable<string> commands)
    {
        foreach (var command in commands)
            await Type(command);
    }

    /// <inheritdoc cref="Type(IEnumerable{string})"/>
    public async Task<string> Type(string command)
    {
        var (exitCode, output) = await _podman.Run("bash", ["-c", command], _folder.Path);
        exitCode.ShouldBe(0, $"{command}\n{output}");
        return output;
    }

    public void Dispose() => _folder.Dispose();
}
