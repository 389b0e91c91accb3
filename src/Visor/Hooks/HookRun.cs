using Visor.Configuration;
using Visor.Home;
using Visor.Model;
using Visor.Model.Events;
using Visor.Processes;

namespace Visor.Hooks;

/// <summary>Runs one hook to its end.</summary>
internal sealed class HookRun(VisorHome home, CommandRunner commands)
{
    /// <param name="folder">Absolute path of the new release's folder; null: the event is about none.</param>
    /// <param name="timeout">How long it may take before it is killed with everything in its process group.</param>
    /// <returns>What went wrong, with what mends it; null: it ended with exit code 0.</returns>
    public async Task<string?> Run(
        HookKind kind, HookCommand hook, VisorEvent happened, string? folder, TimeSpan timeout, CancellationToken cancellation)
    {
        var program = hook.Words[0];
        var name = $"the hook {kind.Key()} ({PlainText.Excerpt(program)})";
        if (Directory.Exists(program) || !File.Exists(program))
            return $"{name} is not a file; correct its path in `[hooks]` of {home.Config}";
        try
        {
            var result = await commands.Run(
                program, hook.Words[1..], EventJson.Serialize(happened, Environment.MachineName), HookVariables.Create(kind, happened, home.Root, folder), timeout, cancellation);
            return result switch
            {
                { Exit: null } => $"{name} did not end within {timeout.TotalSeconds:0} s and was killed{Said(result)}",
                { Succeeded: true } => null,
                _ => $"{name} failed ({result.Exit}){Said(result)}",
            };
        }
        catch (SpawnException e)
        {
            return $"{name} cannot be started: {e.Message}";
        }
    }

    private static string Said(ChildResult result) =>
        PlainText.Excerpt($"{result.Error} {result.Output}") is { Length: > 0 } said ? $": {said}" : "";
}
