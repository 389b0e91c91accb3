using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Visor.Bench.Cosmos;

namespace Visor.Bench.Peers;

/// <summary>What runs a home that Cosmovisor has laid out: Visor in its place, or itself.</summary>
internal sealed partial class CosmosPeer : Peer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string[] _command;

    private CosmosPeer(string name, bool isGenuine, params string[] command)
        : base(name) => (IsGenuine, _command) = (isGenuine, command);

    /// <summary>False: its figures are none of Cosmovisor's, and belong on no page.</summary>
    public bool IsGenuine { get; }

    public static CosmosPeer Visor(Tools tools) => new("Visor", isGenuine: true, tools.Visor, "cosmovisor", "run");

    /// <summary>Asks a program who it is; the name of the figures is what it says.</summary>
    /// <exception cref="UsageException">It is not there, or does not answer.</exception>
    public static async Task<CosmosPeer> Cosmovisor(Tools tools, string path)
    {
        var program = Path.GetFullPath(path);
        if (!File.Exists(program))
            throw new UsageException($"PEERS names {program} as cosmovisor, and there is no such file: name the program's own path");
        using var home = CosmosBenchHome.Quiet(tools);
        var said = await Says(program, home);
        return VersionLine().Match(said) is { Success: true } line
            ? new CosmosPeer($"Cosmovisor {line.Groups["version"].Value}", isGenuine: true, program, "run")
            : new CosmosPeer($"{Path.GetFileName(program)}, which is not Cosmovisor", isGenuine: false, program, "run");
    }

    public VisorProcess Start(Tools tools, CosmosBenchHome home) => VisorProcess.Start(tools, home, Name, _command);

    // It answers on stderr, and wants a home to look at.
    private static async Task<string> Says(string program, CosmosBenchHome home)
    {
        var start = new ProcessStartInfo(program, ["version", "--cosmovisor-only"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in home.Variables)
            start.Environment[name] = value;
        using var process = Run(start);
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
            await process.WaitForExitAsync(deadline.Token);
            return string.Join('\n', said);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new UsageException($"{program} does not answer `version --cosmovisor-only` within {Patience.TotalSeconds} s, so it is not measured as cosmovisor: look at PEERS");
        }
    }

    private static Process Run(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new UsageException($"PEERS names {start.FileName} as cosmovisor, and it cannot be run ({e.Message}): name the program itself, and make it executable (chmod +x)");
        }
    }

    [GeneratedRegex(@"^cosmovisor version: (?<version>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionLine();
}
