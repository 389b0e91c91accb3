using System.Collections.Immutable;
using System.Globalization;

namespace Visor.Processes;

/// <summary>The last lines of a process in systemd's journal, as far as this user may read it: journalctl(1).</summary>
/// <param name="program">Absolute path of journalctl; null: there is none.</param>
internal sealed class JournaldTail(string? program, CommandRunner commands, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>journald takes in what is written a moment later; once two answers are the same nothing more is on its way.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private static readonly string[] Places = ["/usr/bin/journalctl", "/bin/journalctl"];

    public static string? Find() => Array.Find(Places, File.Exists);

    /// <returns>The lines; or null and why there are none.</returns>
    public async Task<(ImmutableArray<string>? Lines, string? Why)> Read(int pid, int count, CancellationToken cancellation)
    {
        if (program is null)
            return (null, "journalctl is not installed");
        string[] arguments = ["--quiet", "--no-pager", "--boot", "--output=cat", $"--lines={count.ToString(CultureInfo.InvariantCulture)}", $"_PID={pid.ToString(CultureInfo.InvariantCulture)}"];
        var begin = time.GetTimestamp();
        string? before = null;
        while (true)
        {
            ChildResult result;
            try
            {
                result = await commands.Run(program, [.. arguments], Timeout, nodeLock: null, cancellation);
            }
            catch (SpawnException e)
            {
                return (null, e.Message);
            }

            if (!result.Succeeded)
                return (null, "this user may not read the journal");
            var isSettled = result.Output.Length > 0 && string.Equals(result.Output, before, StringComparison.Ordinal);
            if (isSettled || time.GetElapsedTime(begin) > Timeout)
            {
                // Whoever may not read it is told of nothing instead, and says so nowhere.
                return result.Output.Length > 0 ? ([.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)], null) : (null, "this user sees no lines of the process there");
            }

            before = result.Output;
            await Task.Delay(Pace, time, cancellation);
        }
    }
}
