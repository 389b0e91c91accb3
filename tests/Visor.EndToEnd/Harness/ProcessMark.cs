using System.Globalization;

namespace Visor.EndToEnd.Harness;

/// <summary>
/// A variable in the environment of a process, and so of everything it starts: by it a test finds what it must not leave behind,
/// also what has left the process tree.
/// </summary>
internal sealed class ProcessMark
{
    public const string Variable = "VISOR_TEST_MARK";

    public string Value { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Pids of what lives and carries the mark.</summary>
    public IReadOnlyList<int> Bearers =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Carries(pid))];

    public void KillBearers()
    {
        // Again, because one may have started another meanwhile.
        for (var bearers = Bearers; bearers.Count > 0; bearers = Bearers)
        {
            foreach (var pid in bearers)
                _ = Native.Kill(pid, Native.SigKill);
        }
    }

    private bool Carries(int pid)
    {
        try
        {
            // A zombie's environment is empty.
            return File.ReadAllText($"/proc/{pid}/environ").Contains($"{Variable}={Value}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or another user's.
            return false;
        }
    }
}
