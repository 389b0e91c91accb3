using System.Runtime.InteropServices;

namespace Visor.Demo;

/// <summary>Ctrl-C, SIGTERM and a closed terminal: they end the demo in order instead of at once.</summary>
internal sealed class Interruption : IDisposable
{
    private const int HangUp = 1;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        PosixSignalRegistration On(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            ExitCode = 128 + number;
            _source.Cancel();
        });

        _registrations = [On(PosixSignal.SIGHUP, HangUp), On(PosixSignal.SIGINT, 2), On(PosixSignal.SIGQUIT, 3), On(PosixSignal.SIGTERM, 15)];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>128 + the number of the signal, as a shell says it.</summary>
    public int ExitCode { get; private set; }

    public bool TerminalIsGone => ExitCode == 128 + HangUp;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }
}
