using System.Globalization;

namespace Visor.Testing.Processes;

/// <summary>
/// A variable in the environment of a process, and so of everything it starts: by it a test finds what it must not leave behind,
/// also what has left the process tree, and never takes another process for its own.
/// </summary>
internal sealed class ProcessMark(string variable = ProcessMark.OfTests)
{
    public const string OfTests = "VISOR_TEST_MARK";

    public string Variable => variable;

    public string Value { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Pids of what lives and carries the mark.</summary>
    public IReadOnlyList<int> Bearers =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Carries(pid))];

    /// <summary>The same without what has got SIGKILL and only has to go, such as a child of a script that Visor gave up and killed as a group.</summary>
    public IReadOnlyList<int> Survivors => [.. Bearers.Where(pid => !IsBeingKilled(pid))];

    /// <summary>Kills them and returns when they have ended.</summary>
    /// <returns>How many there were.</returns>
    public int KillBearers()
    {
        HashSet<int> killed = [];

        // Again, because one may have started another meanwhile; and one that is ending has given up its environment before its
        // files and its locks.
        if (!SpinWait.SpinUntil(() => Kill(killed) == 0 && !killed.Any(Lives), Eventually.Patience))
            throw new TimeoutException($"killed and still there: {string.Join(", ", killed.Where(Lives))}");
        return killed.Count;
    }

    private int Kill(HashSet<int> killed)
    {
        var bearers = Bearers;
        foreach (var pid in bearers)
        {
            _ = Native.Kill(pid, Native.SigKill);
            killed.Add(pid);
        }

        return bearers.Count;
    }

    /// <summary>It lives and carries the mark.</summary>
    public bool Carries(int pid)
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

    // proc_pid_status(5): a mask, where signal n is bit n - 1. It stays set until the process is gone.
    private static bool IsBeingKilled(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status")
                .Where(l => l.StartsWith("ShdPnd:", StringComparison.Ordinal) || l.StartsWith("SigPnd:", StringComparison.Ordinal))
                .Any(l => (ulong.Parse(l.AsSpan("SigPnd:".Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & (1UL << (Native.SigKill - 1))) != 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // Gone meanwhile.
        }
    }

    // A zombie has ended.
    private static bool Lives(int pid) => ProcessLook.At(pid) is { HasEnded: false };
}
