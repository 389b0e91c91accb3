namespace Visor.Processes;

/// <summary>The process whose end is the end of every process of its container.</summary>
internal static class FirstProcess
{
    private const int First = 1;
    private const string ServiceManager = "INVOCATION_ID"; // systemd.exec(5)

    private static readonly string[] Restarters = ["systemd", "init", "supervisord"];

    /// <summary>Whether it would end with this Visor, and the kernel would kill the node then.</summary>
    /// <returns>Its name; null: it lives on, as far as can be seen.</returns>
    public static string? EndingWithThis(Func<string, string?> environment)
    {
        if (ProcessTable.Stat(Environment.ProcessId)?.Parent is not First || PidNamespace.Read() is PidNamespace.OfMachine)
            return null;
        if (ProcessTable.NameOf(First) is not { } name)
            return environment(ServiceManager) is null ? "process 1" : null;

        // Visor's own init starts another Visor.
        return Restarters.Contains(name, StringComparer.Ordinal) || string.Equals(name, ProcessTable.NameOf(Environment.ProcessId), StringComparison.Ordinal) ? null : name;
    }
}
