using System.Diagnostics;

#if FAULT_INJECTION
using System.Globalization;
using Visor.Model;
#endif

namespace Visor.Platform.FaultInjection;

/// <summary>
/// Where a test makes Visor die, fail or hang. Only a build with <c>-p:FaultInjection=true</c> has it: in every other one the
/// calls are not compiled, and nothing of what follows is in the binary.
/// </summary>
/// <remarks>
/// <c>VISOR_FAULT=STEP:MODE[:N]</c>. STEP is a name of <see cref="Step"/> in any case; MODE is <c>crash-before</c>, <c>crash-after</c>
/// (SIGKILL to itself), <c>error</c> (an <see cref="IOException"/> in place of the step) or <c>hang</c> (the thread never goes on).
/// N, from 1, is the passing that counts; the others do nothing. <c>VISOR_FAULT_MARK</c> names a file that is written before that.
/// </remarks>
internal static class Checkpoint
{
    /// <exception cref="IOException">Asked for by the mode <c>error</c>: the step is not to be done.</exception>
    [Conditional("FAULT_INJECTION")]
    public static void Before(Step? step)
    {
#if FAULT_INJECTION
        if (Asked is not { } fault || fault.Step != step || Interlocked.Increment(ref _passings) != fault.Passing)
            return;
        switch (fault.Mode)
        {
            case "crash-before":
                Crash();
                break;
            case "error":
                Mark();
                throw new IOException($"{step} was made to fail");
            case "hang":
                Mark();
                Hang();
                break;
            case "crash-after":
                break; // It is not due yet.
            default:
                throw new InvalidOperationException($"VISOR_FAULT: unknown mode {fault.Mode}");
        }
#endif
    }

    [Conditional("FAULT_INJECTION")]
    public static void After(Step? step)
    {
#if FAULT_INJECTION
        if (Asked is { Mode: "crash-after" } fault && fault.Step == step && Volatile.Read(ref _passings) == fault.Passing)
            Crash();
#endif
    }

#if FAULT_INJECTION
    // A fault is asked of the whole process, from outside and once: the one place where a count outlives every object is right.
    private static int _passings;

    private static Fault? Asked { get; } = Parse(Environment.GetEnvironmentVariable("VISOR_FAULT"));

    private static Fault? Parse(string? text) => text?.Split(':') switch
    {
        null or [""] => null,
        [var step, var mode] => new Fault(Enum.Parse<Step>(step, ignoreCase: true), mode, 1),
        [var step, var mode, var passing] =>
            new Fault(Enum.Parse<Step>(step, ignoreCase: true), mode, int.Parse(passing, CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"VISOR_FAULT is STEP:MODE[:N], not {text}"),
    };

    private static void Crash()
    {
        Mark();
        _ = Native.Kill(Environment.ProcessId, Signals.Kill);
        Hang();
    }

    // In the kernel and on no condition, so that nothing in this process can end it.
    private static unsafe void Hang()
    {
        while (true)
            _ = Native.Poll(null, 0, Timeout.Infinite);
    }

    private static void Mark()
    {
        if (Environment.GetEnvironmentVariable("VISOR_FAULT_MARK") is { Length: > 0 } path)
            File.WriteAllText(path, $"{Asked}\n");
    }

    private sealed record Fault(Step Step, string Mode, int Passing);
#endif
}
