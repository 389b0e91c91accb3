using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Visor.Home;
using Visor.Model;
using Visor.Node;
using Visor.Processes;
using Visor.Supervision;

namespace Visor.Commands.Offline;

/// <summary>The Visor that holds a home's lock: it is asked to stop, and what it held is taken.</summary>
internal sealed class SupervisorTakeover(VisorHome home, TimeProvider time, CommandConsole output)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for a service manager that restarts Visor, before the stop is reported as done.</summary>
    private static readonly TimeSpan RestartWindow = TimeSpan.FromSeconds(1);

    /// <param name="limit">How long it may take to stop its node and to end.</param>
    /// <returns>The home's lock.</returns>
    /// <exception cref="VisorException">It does not end, cannot be asked, or another has taken its place.</exception>
    /// <exception cref="IOException">It cannot be watched, or this user may not ask it.</exception>
    public async Task<FileLock> TakeOver(TimeSpan limit)
    {
        ImmutableArray<ForeignProcess> visors = [.. ProcessTable.LockersOf(home.Lock)
            .Where(pid => pid != Environment.ProcessId)
            .Select(pid => ForeignProcess.Open(pid, p => ProcessTable.IsLockerOf(p, home.Lock))).OfType<ForeignProcess>()];
        foreach (var visor in visors)
        {
            visor.Signal(Signals.Terminate);
            output.Say($"{Name(visor)} runs {home.Root}; asked it to stop.");
        }

        // As if it had been pressed at that Visor's own terminal: it kills at the second.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            foreach (var visor in visors)
                visor.Signal(Signals.Interrupt);
        });
        await Ended(visors, limit);
        if (!visors.IsEmpty)
            await Task.Delay(RestartWindow, time);
        return await HomeLock.TryTake(home, time)
            ?? (ProcessTable.LockersOf(home.Lock).Count == 0 ? await HomeLock.TryTake(home, time) : null) // It has just ended.
            ?? throw new VisorException(ExitCodes.Busy, WhoHolds(visors));
    }

    private async Task Ended(ImmutableArray<ForeignProcess> visors, TimeSpan limit)
    {
        var start = time.GetTimestamp();
        var ended = Task.WhenAll(visors.Select(v => v.Ended));
        while (true)
        {
            try
            {
                var left = limit - time.GetElapsedTime(start);
                await ended.WaitAsync(left < ReportInterval ? left > TimeSpan.Zero ? left : TimeSpan.Zero : ReportInterval, time);
                return;
            }
            catch (TimeoutException)
            {
                var living = visors.Where(v => !v.Ended.IsCompleted).ToList();
                var waited = time.GetElapsedTime(start);
                if (waited >= limit && living.Count > 0)
                    throw new VisorException(ExitCodes.Busy, WhatToDo(living, waited));
                output.Say($"Waiting for {string.Join(", ", living.Select(Name))} to end: {waited.TotalSeconds:0} s of at most {limit.TotalSeconds:0} s.");
            }
        }
    }

    private string WhatToDo(IReadOnlyList<ForeignProcess> living, TimeSpan waited) =>
        $"{string.Join(", ", living.Select(Name))} was asked to stop but did not exit within {waited.TotalSeconds:0} s, so the node may still be running: kill it "
        + $"(kill -KILL {string.Join(' ', living.Select(v => v.Pid))}), then run `visor stop --home {home.Word}` again, which stops anything left over";

    private string WhoHolds(ImmutableArray<ForeignProcess> asked)
    {
        var holders = ProcessTable.LockersOf(home.Lock);
        if (holders.Count == 0)
        {
            return $"{home.Lock} is held by a process that is not visible from here (another user's, or one in another container), so a Visor is running on {home.Root}: run `visor stop --home {home.Word}` in that container, as the "
                + "user of that Visor, or as root on the host";
        }

        var after = asked.IsEmpty ? "" : $" after {string.Join(", ", asked.Select(Name))} exited";
        return $"another Visor has taken {home.Root}{after}: {string.Join(", ", holders.Select(LaunchPreconditions.Describe))}; something keeps restarting it, "
            + $"so stop that first (for example `systemctl disable --now visor`), then run `visor stop --home {home.Word}` again";
    }

    private static string Name(ForeignProcess visor) => $"Visor (pid {visor.Pid})";
}
