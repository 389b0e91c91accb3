using Visor.Model;
using Visor.Systemd.Unit;

namespace Visor.Checking;

/// <summary>What the node may use: the one that runs, or else one that its unit, or else this process, starts.</summary>
internal static class LimitsCheck
{
    /// <summary>A node with a database and peers has hundreds of files open.</summary>
    private const ulong FewFiles = 4096;
    private const ulong FewProcesses = 1024;

    /// <param name="running">The pid of the process that is asked; null: it does not run.</param>
    /// <param name="unit">Null: none is known.</param>
    public static IEnumerable<Finding> Check(int? running, UnitFile? unit)
    {
        if (running is { } pid)
            return Check(File.ReadAllText($"/proc/{pid}/limits"), "the running node");
        var own = File.ReadAllText("/proc/self/limits");
        return unit is null ? Check(own) : Check(InUnit(unit, "LimitNOFILE", "Max open files") + InUnit(unit, "LimitNPROC", "Max processes") + own, $"a process started by {unit.Path}");
    }

    /// <param name="limits">The content of <c>/proc/PID/limits</c>.</param>
    /// <param name="who">Has them.</param>
    public static IEnumerable<Finding> Check(string limits, string who = "a process started from here")
    {
        yield return Judge(who, "open files", ProcessLimits.Soft(limits, "Max open files"), FewFiles, "LimitNOFILE=65536 in the unit, or `ulimit -n 65536` before `visor run`");
        yield return Judge(who, "processes", ProcessLimits.Soft(limits, "Max processes"), FewProcesses, "LimitNPROC=infinity in the unit, or `ulimit -u` before `visor run`: the limit counts every thread of the user");
    }

    // What a unit leaves open is taken from here: the defaults of its manager are not known.
    private static string InUnit(UnitFile unit, string setting, string name) => unit.Of(setting) is { } value ? $"{name} {value.Split(':')[0]}\n" : "";

    private static Finding Judge(string who, string what, ulong? limit, ulong few, string remedy) => limit < few
        ? Finding.Warning($"limit of {what}", $"{who} is limited to {limit}, which is low for a node", remedy)
        : Finding.Ok($"limit of {what}", limit is null ? "unlimited" : $"{limit}");
}
