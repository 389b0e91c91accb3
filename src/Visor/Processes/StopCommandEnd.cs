namespace Visor.Processes;

/// <summary>
/// A <c>visor stop</c> that an engine has started in this container (<c>podman exec</c>): the kernel would kill it with process 1, before it could say that nothing runs any more.
/// </summary>
internal static class StopCommandEnd
{
    private const string Verb = "stop";

    /// <summary>It needs a second to see that no service manager starts another Visor.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the end of all of them, or for as long as that may take.</summary>
    public static async Task Await(TimeProvider time)
    {
        try
        {
            var commands = ProcessTable.All().Where(IsOne).Select(pid => ForeignProcess.Open(pid, IsOne)).OfType<ForeignProcess>().ToList();
            await Task.WhenAll(commands.Select(command => command.Ended)).WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // Whoever is that slow does not keep a container from ending.
        }
        catch (IOException)
        {
            // It cannot be watched.
        }
    }

    private static bool IsOne(int pid) => pid != Environment.ProcessId
        && ProcessTable.ArgumentsOf(pid).Skip(1).Contains(Verb, StringComparer.Ordinal)
        && ProcessTable.NameOf(pid) is { } name && string.Equals(name, ProcessTable.NameOf(Environment.ProcessId), StringComparison.Ordinal);
}
