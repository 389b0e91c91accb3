using System.Globalization;

namespace Visor.Testing.Processes;

/// <summary>What the system says of a process: pid and start time together are one process and no other.</summary>
/// <param name="State">As in /proc/PID/stat: <c>T</c> has been stopped by a signal, <c>t</c> by a tracer, <c>Z</c> has ended and waits for its parent.</param>
/// <param name="StartTime">In ticks since the machine was started.</param>
internal sealed record ProcessLook(char State, ulong StartTime)
{
    public bool HasEnded => State is 'Z' or 'X';

    public bool IsFrozen => State is 'T' or 't';

    /// <returns>Null: there is none.</returns>
    public static ProcessLook? At(int pid) => In($"/proc/{pid}");

    /// <param name="folder">Of a process, or of one of its threads.</param>
    /// <inheritdoc cref="At"/>
    public static ProcessLook? In(string folder)
    {
        try
        {
            // The command stands in parentheses and may hold anything; what follows it are fields 3 and up.
            var stat = File.ReadAllText($"{folder}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessLook(fields[0][0], ulong.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
