using System.Diagnostics;

namespace Visor.Bench;

/// <summary>What the measurements work with; absolute paths.</summary>
/// <param name="Stamping">The folder of the programs that stamp a clock.</param>
/// <param name="Folder">Where homes are made: its disk is the one that is measured.</param>
/// <param name="Rounds">How often upgrades of a Cosmos chain are measured, if not so often as the figures of the page need.</param>
/// <param name="IsRealTime">Whether Visor and its core run before everything else on the machine.</param>
internal sealed record Tools(string Visor, string Stamping, string Folder, bool IsRealTime, int? Rounds)
{
    /// <summary>A <c>vega</c>.</summary>
    public string StampingCore => Path.Combine(Stamping, "stamp");

    /// <summary>An <c>appd</c> of the Cosmos SDK.</summary>
    public string StampingAppd => Path.Combine(Stamping, "appd");

    /// <summary>Times programs from their spawn to their end.</summary>
    public string Elapsed => Path.Combine(Stamping, "elapsed");

    /// <summary>What comes before a command so that it has the wanted priority.</summary>
    public string[] Priority => IsRealTime ? ["chrt", "-r", "1"] : [];

    /// <summary>Runs a program to its end and keeps what it prints.</summary>
    public static async Task<(int ExitCode, string Output)> Capture(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
