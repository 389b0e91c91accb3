using System.Diagnostics;

namespace Visor.EndToEnd.Harness;

/// <summary>SIGSTOP takes effect once a thread of the process has run (signal(7)), which takes a while on a busy machine: until then the others go on and answer.</summary>
internal static class Freezing
{
    /// <summary>Returns when no thread of a process that got SIGSTOP runs any more, or the process has ended.</summary>
    public static void Await(int pid)
    {
        for (var began = Stopwatch.GetTimestamp(); !IsFrozen(pid); Thread.Sleep(1)) // Nobody but its parent is told when a process stops (wait(2)), so it is looked at.
        {
            if (Stopwatch.GetElapsedTime(began) > Eventually.Patience)
                throw new TimeoutException($"process {pid} still runs after SIGSTOP");
        }
    }

    private static bool IsFrozen(int pid)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{pid}/task").All(task => ProcessLook.In(task) is null or { IsFrozen: true } or { HasEnded: true });
        }
        catch (IOException)
        {
            return !Directory.Exists($"/proc/{pid}"); // A thread ended meanwhile, or all of it.
        }
    }
}
