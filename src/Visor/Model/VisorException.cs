namespace Visor.Model;

/// <summary>Something the operator has to mend: the message is shown as it is, without a stack trace.</summary>
internal sealed class VisorException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
