using Visor.Model;

namespace Visor.Processes;

/// <summary>A process lives and this user may not send it a signal (kill(2), EPERM).</summary>
internal sealed class OutOfReachException(int pid, int signal)
    : IOException($"cannot send {Signals.NameOf(signal)} to process {pid}, which belongs to another user")
{
}
