namespace Visor.Model;

/// <summary>How a process ended. Both null: nobody knows, because it was not Visor's child.</summary>
/// <param name="Code">Its exit code, if it ended by itself.</param>
/// <param name="Signal">The number of the signal that killed it.</param>
internal sealed record ProcessExit(int? Code, int? Signal)
{
    public static ProcessExit Unknown { get; } = new(null, null);

    /// <param name="status">As waitpid(2) stores it.</param>
    public static ProcessExit FromWaitStatus(int status)
    {
        var signal = status & 0x7F;
        return signal == 0 ? new((status >> 8) & 0xFF, null) : new(null, signal);
    }

    public override string ToString() => this switch
    {
        { Code: { } code } => $"exit {code}",
        { Signal: { } signal } => $"killed by {Signals.NameOf(signal)}",
        _ => "ended, nobody knows how",
    };
}
