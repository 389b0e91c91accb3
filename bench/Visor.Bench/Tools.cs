using System.Diagnostics;

namespace Visor.Bench;

/// <summary>What the measurements work with; absolute paths.</summary>
/// <param name="Folder">Where homes are made: its disk is the one that is measured.</param>
/// <param name="IsRealTime">Whether Visor and its core run before everything else on the machine.</param>
internal sealed record Tools(string Visor, string StampingCore, string Elapsed, string Folder, bool IsRealTime)
{
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
