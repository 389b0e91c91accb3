namespace Visor.Processes;

/// <summary>Which part of the node a process is.</summary>
internal enum ProcessRole
{
    Core,
    DataNode,
}

internal static class ProcessRoles
{
    /// <summary>As it stands in logs, messages and the journal.</summary>
    public static string Word(this ProcessRole role) => role == ProcessRole.Core ? "core" : "data node";
}
