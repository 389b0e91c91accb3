using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Checks;

/// <summary>The operator's script that is run before an upgrade: without it, the upgrade is held at its block.</summary>
internal static class CustomScriptCheck
{
    private const string What = "custom script";
    private const uint AnyExecute = 0x49; // 0111

    public static IEnumerable<Finding> Check(CosmovisorSettings settings)
    {
        if (settings.CustomPreUpgrade.Length == 0)
            yield break;
        var script = Path.Combine(settings.Root, settings.CustomPreUpgrade);
        yield return FileStatus.Read(script) switch
        {
            null => Failure("does not exist", "put it there, or correct COSMOVISOR_CUSTOM_PREUPGRADE and restart the service"),
            { IsRegular: false } => Failure("is not a file", "put the script there, or correct COSMOVISOR_CUSTOM_PREUPGRADE and restart the service"),
            { Permissions: var mode } when (mode & AnyExecute) == 0 => Failure("is not executable", $"run `chmod +x {ShellWord.Quote(script)}`"),
            _ => Finding.Ok(What, $"{script} (COSMOVISOR_CUSTOM_PREUPGRADE) is run before each upgrade"),
        };

        Finding Failure(string problem, string remedy) => Finding.Failure(What, $"{script} (COSMOVISOR_CUSTOM_PREUPGRADE) {problem}, so the upgrade would be held at its block", remedy);
    }
}
