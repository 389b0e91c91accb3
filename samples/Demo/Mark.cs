using System.Globalization;

namespace Visor.Demo;

/// <summary>
/// A variable in the environment of everything this demo starts, directly or through Visor: by it the demo finds what it must not
/// leave behind, and never takes another process for its own.
/// </summary>
internal sealed class Mark
{
    public const string Variable = "VISOR_DEMO_MARK";
    private const int SigKill = 9;

    public string Value { get; } = Guid.NewGuid().ToString("N");

    /// <returns>How many there were.</returns>
    public int KillBearers()
    {
        var killed = new HashSet<int>();

        // Again, because one may have started another meanwhile.
        for (var bearers = Bearers(); bearers.Count > 0; bearers = Bearers())
        {
            foreach (var pid in bearers)
            {
                killed.Add(pid);
                _ = Native.Kill(pid, SigKill);
            }
        }

        return killed.Count;
    }

    private List<int> Bearers() =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Carries(pid))];

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
