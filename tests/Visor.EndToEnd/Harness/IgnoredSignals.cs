using System.Globalization;

namespace Visor.EndToEnd.Harness;

/// <summary>
/// A shell without job control starts what it puts into the background with SIGINT and SIGQUIT ignored, and a program that
/// inherits that keeps it. Tests that send these signals must not depend on how they were started themselves.
/// </summary>
internal static class IgnoredSignals
{
    private const nint Default = 0; // SIG_DFL
    private const int SigQuit = 3;

    /// <summary>Lets what this process starts from now on be interrupted.</summary>
    public static void Heed()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal));
        var ignored = ulong.Parse(line.AsSpan("SigIgn:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        foreach (var signal in new[] { Native.SigInt, SigQuit })
        {
            if ((ignored & (1UL << (signal - 1))) != 0)
                Native.Signal(signal, Default);
        }
    }
}
