using System.Runtime.InteropServices;

namespace Visor.Commands.Offline;

/// <summary>
/// Signals to a <c>visor stop</c>: none of them leaves a stop half done. SIGTERM, SIGHUP, SIGQUIT and a first SIGINT change
/// nothing, a second SIGINT kills what still lives.
/// </summary>
internal sealed class StopCommandSignals : IDisposable
{
    private readonly CancellationTokenSource _killNow = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _interrupts;

    public StopCommandSignals(CommandConsole output)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP })
            On(signal, () => output.Say("Stop continues; a second SIGINT kills the remaining processes."));
        On(PosixSignal.SIGINT, () =>
        {
            if (Interlocked.Increment(ref _interrupts) > 1)
                _killNow.Cancel();
            else
                output.Say("Stop continues; press Ctrl-C again to kill the remaining processes.");
        });
    }

    /// <summary>The operator asked to kill the remaining processes at once.</summary>
    public CancellationToken KillNow => _killNow.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _killNow.Dispose();
    }

    private void On(PosixSignal signal, Action action) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    }));
}
