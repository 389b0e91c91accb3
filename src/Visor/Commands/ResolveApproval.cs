using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
using Visor.Model;
using Visor.Model.Events;

namespace Visor.Commands;

/// <summary>The hook <c>onStaged</c> of an operator who says by hand which release counts: it is asked before anything of that release is executed.</summary>
/// <param name="config">Null: it has errors, so it is unknown whether there is a hook.</param>
internal sealed class ResolveApproval(VisorHome home, HookRun run, VisorConfig? config, TimeProvider time)
{
    private readonly HashSet<string> _approved = new(StringComparer.Ordinal);

    /// <param name="running">What ran last, for the hook; null: nothing.</param>
    /// <returns>Null: it is approved of.</returns>
    /// <exception cref="VisorException">It is not, and nothing has been changed.</exception>
    public async Task<string?> Ask(string folder, string? running, CancellationToken cancellation)
    {
        if (config is null)
            throw new VisorException(ExitCodes.Configuration, $"{home.Config} has errors, so Visor cannot tell whether a hook must approve {home.NameOf(folder)}; fix them (`visor check --home {home.Word}` names them), then try again");
        var hook = config.Hooks.OnStaged;
        if (!hook.IsGiven || !_approved.Add(folder))
            return null;
        var staged = new VisorEvent(EventKind.Staged, time.GetUtcNow(), running ?? home.NameOf(folder), Tag: null, Height: null, Reason: null);
        return await run.Run(HookKind.OnStaged, hook, staged, folder, config.Hooks.Timeout, cancellation) is { } veto
            ? throw new VisorException(ExitCodes.Configuration, $"{veto}; {home.NameOf(folder)} cannot be kept until that hook succeeds")
            : null;
    }
}
