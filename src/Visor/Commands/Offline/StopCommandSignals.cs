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
            On(signal, () => output.Say("The stop goes on to its end; a second SIGINT kills what still lives."));
        On(PosixSignal.SIGINT, () =>
        {
            if (Interlocked.Increment(ref _interrupts) > 1)
                _killNow.Cancel();
            else
                output.Say("The stop goes on to its end; once more, and what still lives is killed.");
        });
    }

    /// <summary>Whoever waits has lost patience.</summary>
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
