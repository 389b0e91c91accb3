using System.Diagnostics;
using System.Text.Json;

namespace Visor.Demo;

/// <summary>The simulated network: its releases in their order, and when it goes from one to the next.</summary>
internal sealed class Network(DemoFolder folder)
{
    private const int BlockTimeMs = 200;

    public static IReadOnlyList<Step> Steps { get; } =
        [new("v0.1.0", 0, 0), new("v0.2.0", AcceptedAtHeight: 15, Height: 40), new("v0.3.0", AcceptedAtHeight: 60, Height: 85)];

    /// <summary>The block with which the demo has shown enough.</summary>
    public const long LastHeight = 95;

    private string File => folder.In("network.json");

    /// <summary>Makes a <c>vega</c> of every release.</summary>
    public async Task MakeReleases(CancellationToken cancellation)
    {
        foreach (var step in Steps)
        {
            using var install = Process.Start(
                Programs.SimulatedNode,
                ["install", "--into", FolderOf(step), "--release", step.Release, "--network", File]);
            await install.WaitForExitAsync(cancellation);
            if (install.ExitCode != 0)
                throw new IOException($"the simulated node could not make {FolderOf(step)}/vega: exit {install.ExitCode}");
        }
    }

    public string BinaryOf(Step step) => Path.Combine(FolderOf(step), "vega");

    /// <summary>Starts the clock of the chain.</summary>
    public void Begin() => System.IO.File.WriteAllBytes(File, JsonSerializer.SerializeToUtf8Bytes(new
    {
        genesisTime = TimeProvider.System.GetUtcNow(),
        blockTimeMs = BlockTimeMs,
        genesisRelease = Steps[0].Release,
        upgrades = Steps.Skip(1).Select(s => new { s.Release, s.AcceptedAtHeight, s.Height }),
    }, JsonSerializerOptions.Web));

    private string FolderOf(Step step) => Path.Combine(folder.Path, "releases", step.Release);
}

/// <param name="Height">The last block of the release before it; 0: the first release.</param>
internal sealed record Step(string Release, long AcceptedAtHeight, long Height);
