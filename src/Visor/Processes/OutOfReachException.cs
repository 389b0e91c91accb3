using Visor.Model;

namespace Visor.Processes;

/// <summary>A process lives and this user may not send it a signal (kill(2), EPERM).</summary>
internal sealed class OutOfReachException(int pid, int signal)
    : IOException($"{Signals.NameOf(signal)} cannot be sent to process {pid}, which is another user's")
{
}
