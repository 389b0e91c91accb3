namespace Visor.Checking;

/// <summary>What a process started from here may use. A service has the limits of its unit instead.</summary>
internal static class LimitsCheck
{
    /// <summary>A node with a database and peers has hundreds of files open.</summary>
    private const ulong FewFiles = 4096;
    private const ulong FewProcesses = 1024;

    public static IEnumerable<Finding> OfThisProcess() => Of(File.ReadAllText("/proc/self/limits"));

    /// <param name="limits">The content of <c>/proc/self/limits</c>.</param>
    public static IEnumerable<Finding> Of(string limits)
    {
        yield return Judge("open files", ProcessLimits.Soft(limits, "Max open files"), FewFiles, "LimitNOFILE=65536 in the unit, or `ulimit -n 65536` before `visor run`");
        yield return Judge("processes", ProcessLimits.Soft(limits, "Max processes"), FewProcesses, "LimitNPROC=infinity in the unit, or `ulimit -u` before `visor run`: it counts every thread of the user");
    }

    private static Finding Judge(string what, ulong? limit, ulong few, string remedy) => limit < few
        ? Finding.Warning($"limit of {what}", $"a process started from here may have {limit}, which is little for a node", remedy)
        : Finding.Ok($"limit of {what}", limit is null ? "there is none" : $"{limit}");
}
