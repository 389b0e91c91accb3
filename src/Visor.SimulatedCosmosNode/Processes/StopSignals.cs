using System.Diagnostics;
using System.Runtime.InteropServices;
using Visor.SimulatedCosmosNode.Chain;
using Visor.SimulatedCosmosNode.Witnessing;

namespace Visor.SimulatedCosmosNode.Processes;

/// <summary>
/// The signals of a node. One of 0.50 notes the wish to stop and obeys between two blocks. One of 0.47 has no handler at first, and dies of the signal;
/// later it ends with 0 at once, wherever it stands, and closes nothing. SIGHUP does nothing to either.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private readonly ManualResetEventSlim _asked = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Witness _witness;
    private readonly Ending _ending;
    private readonly bool _graceful;
    private readonly TimeSpan _handlerAfter;

    public StopSignals(Witness witness, Ending ending, string dialect, Network network)
    {
        (_witness, _ending, _graceful) = (witness, ending, dialect is "050");
        _handlerAfter = TimeSpan.FromMilliseconds(network.SignalHandlerAfterMs);
        _registrations =
        [
            On(PosixSignal.SIGTERM, "sigterm", () => Stop(SigTerm)),
            On(PosixSignal.SIGINT, "sigint", () => Stop(SigInt)),
            On(PosixSignal.SIGHUP, "sighup", () => { }),
            On(PosixSignal.SIGQUIT, "sigquit", () =>
            {
                Console.Error.WriteLine("SIGQUIT: quit");
                _ending.Exit(2, "exit", "SIGQUIT");
            }),
        ];
    }

    public bool IsAsked => _asked.IsSet;

    /// <returns>Whether a stop was asked for before the time was up.</returns>
    public bool Wait(TimeSpan atMost) => _asked.Wait(atMost < TimeSpan.Zero ? TimeSpan.Zero : atMost);

    /// <summary>As an old node that halts does to itself.</summary>
    public void StopSelf() => Stop(SigInt);

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _asked.Dispose();
    }

    private void Stop(int signal)
    {
        if (_graceful)
            _asked.Set();
        else if (Stopwatch.GetElapsedTime(_began) < _handlerAfter)
            _ending.Die(signal);
        else
            _ending.Exit(0, "unclosed");
    }

    private PosixSignalRegistration On(PosixSignal signal, string name, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _witness.Record(name);
        act();
    });
}
