using System.Runtime.InteropServices;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.Processes;

/// <summary>SIGTERM and SIGINT, noticed and recorded as they come.</summary>
internal sealed class StopRequest : IDisposable
{
    private readonly ManualResetEventSlim _asked = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopRequest(Witness witness, Func<long> height, bool ignored)
    {
        PosixSignalRegistration On(PosixSignal signal, string name) => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            witness.Record(name, height());
            if (!ignored)
                _asked.Set();
        });

        _registrations = [On(PosixSignal.SIGTERM, "sigterm"), On(PosixSignal.SIGINT, "sigint")];
    }

    /// <returns>Whether a stop was asked for before the time was up.</returns>
    public bool Wait(TimeSpan atMost) => _asked.Wait(atMost < TimeSpan.Zero ? TimeSpan.Zero : atMost);

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _asked.Dispose();
    }
}
