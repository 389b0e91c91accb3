using System.Runtime.InteropServices;

namespace Visor.Commands;

/// <summary>What would end a verb at once ends its work first, and with it the programs it has started in sessions of their own.</summary>
internal sealed class EndingSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public EndingSignals(Action end) => _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
        .Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            end();
        }))];

    public void Dispose() => Array.ForEach(_registrations, r => r.Dispose());
}
