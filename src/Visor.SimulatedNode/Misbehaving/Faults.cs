using Visor.SimulatedNode.Processes;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.Misbehaving;

/// <summary>Ends the process by a code or a signal, at a height or after a time; once per home unless it is to be always.</summary>
internal sealed class Faults
{
    private readonly string _doneFile;
    private readonly Misbehaviours _misbehaviours;
    private readonly Witness _witness;
    private readonly Misbehaviour[] _ahead;

    public Faults(NodeHome home, Misbehaviours misbehaviours, Witness witness)
    {
        (_doneFile, _misbehaviours, _witness) = (home.DoneFile, misbehaviours, witness);
        var done = File.Exists(_doneFile) ? File.ReadAllLines(_doneFile) : [];
        _ahead = [.. misbehaviours.Named("exit", "signal", "always-exit", "always-signal")
            .Where(m => !done.Contains(m.Text, StringComparer.Ordinal))];
    }

    /// <summary>How long until the next one that waits for a time.</summary>
    public TimeSpan UntilNext
    {
        get
        {
            var timed = _ahead.Where(m => m.After is not null).Select(m => m.After!.Value - _misbehaviours.Age).ToArray();
            return timed.Length == 0 ? TimeSpan.FromMinutes(1) : timed.Min();
        }
    }

    /// <summary>Whether the block with this height ends the process.</summary>
    public bool Has(long height) => _ahead.Any(m => m.Height == height);

    public void AtTime(long height)
    {
        foreach (var fault in _ahead.Where(m => m.Height is null && (m.After ?? TimeSpan.Zero) <= _misbehaviours.Age))
            End(fault, height);
    }

    public void AtHeight(long height)
    {
        foreach (var fault in _ahead.Where(m => m.Height == height))
            End(fault, height);
    }

    private void End(Misbehaviour fault, long height)
    {
        if (!fault.Name.StartsWith("always-", StringComparison.Ordinal))
            File.AppendAllText(_doneFile, fault.Text + "\n");
        if (fault.Name.EndsWith("exit", StringComparison.Ordinal))
        {
            _witness.Record("exit", height, fault.Value);
            Native.Exit(Misbehaviours.Number(fault.Value));
        }

        _witness.Record("signal", height, fault.Value);
        Native.Raise(NumberOf(fault.Value));
    }

    private static int NumberOf(string? signal) => signal switch
    {
        "SIGKILL" => 9,
        "SIGSEGV" => 11,
        "SIGABRT" => 6,
        "SIGBUS" => 7,
        "SIGTERM" => 15,
        "SIGHUP" => 1,
        "SIGINT" => 2,
        "SIGQUIT" => 3,
        "SIGPIPE" => 13,
        _ => throw new NodeFailedException(
            $"signal {signal}: known are SIGKILL, SIGSEGV, SIGABRT, SIGBUS, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGPIPE"),
    };
}
