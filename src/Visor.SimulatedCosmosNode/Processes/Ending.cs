using System.Globalization;
using Visor.SimulatedCosmosNode.Witnessing;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Processes;

/// <summary>The last action of a process, witnessed. Only one thread comes to end it.</summary>
internal sealed class Ending(Witness witness)
{
    private int _ended;

    /// <param name="name"><c>stopped</c>: in order; <c>exit</c>: for a reason of its own; <c>unclosed</c>: told to, and at once.</param>
    public void Exit(int code, string name, string? detail = null)
    {
        Once();
        witness.RecordLast(name, detail is null ? code.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{code}: {detail}"));
        Console.Out.Flush();
        Native.Exit(code);
    }

    public void Die(int signal, string? detail = null)
    {
        Once();
        witness.RecordLast("signal", detail is null ? signal.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{signal}: {detail}"));
        Console.Out.Flush();
        Native.Raise(signal);
    }

    private void Once()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            Thread.Sleep(Timeout.Infinite); // Another thread is ending the process.
    }
}
