using Visor.Configuration;
using Visor.Hooks;
using Visor.Model;
using Visor.Platform;

namespace Visor.Checking;

/// <summary>The operator's programs: there, and executable.</summary>
internal static class HooksCheck
{
    private const int Execute = 1;

    /// <param name="configName">Of the file that names them.</param>
    public static IEnumerable<Finding> Check(HooksConfig hooks, string configName) =>
        new[]
        {
            (HookKind.OnStaged, hooks.OnStaged), (HookKind.BeforeUpgrade, hooks.BeforeUpgrade), (HookKind.AfterUpgrade, hooks.AfterUpgrade), (HookKind.OnFailure, hooks.OnFailure),
        }
        .Where(h => h.Item2.IsGiven)
        .Select(h => Check($"hook {h.Item1.Key()}", h.Item2.Words[0], configName));

    private static Finding Check(string what, string program, string configName)
    {
        if (Directory.Exists(program) || !File.Exists(program))
            return Finding.Failure(what, $"{program} is not a file", $"correct its path in [hooks]; a relative path starts at the folder of {configName}");
        return Native.Access(program, Execute) == 0
            ? Finding.Ok(what, $"{program} is executable")
            : Finding.Failure(what, $"this user may not execute {program}", $"chmod +x {ShellWord.Quote(program)}");
    }
}
