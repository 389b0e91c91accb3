using System.Runtime.InteropServices;

namespace Visor.Supervision;

/// <summary>
/// Signals to Visor itself: SIGTERM and SIGINT ask it to stop, a second SIGINT wants it at once, SIGHUP reloads the
/// configuration, SIGUSR2 hands the node over. Signals of the terminal reach only Visor: the node runs in sessions of its own.
/// </summary>
internal sealed class SignalHandlers : IDisposable
{
    private const int UserSignal2 = 12;

    /// <summary>SIGUSR1, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR: their default is to end Visor and leave its node behind.</summary>
    private static readonly int[] Harmless = [10, 14, 26, 27, 29, 30];

    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _interrupts;

    public SignalHandlers(Action stop, Action killNow, Action reload, Action handOver, Action childEnded)
    {
        On(PosixSignal.SIGTERM, stop);
        On(PosixSignal.SIGQUIT, stop);
        On(PosixSignal.SIGINT, () =>
        {
            stop();
            if (Interlocked.Increment(ref _interrupts) > 1)
                killNow();
        });
        On(PosixSignal.SIGHUP, reload);
        On((PosixSignal)UserSignal2, handOver);
        On(PosixSignal.SIGCHLD, childEnded);
        foreach (var signal in Harmless)
            On((PosixSignal)signal, () => { });
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void On(PosixSignal signal, Action action) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    }));
}
