namespace Visor;

/// <summary>
/// A mistake or a circumstance the operator can mend: the message is all that is shown, and the exit code is Visor's.
/// </summary>
internal sealed class VisorException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
