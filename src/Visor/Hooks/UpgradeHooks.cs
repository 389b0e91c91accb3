using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Model.Events;

namespace Visor.Hooks;

/// <summary>The hooks that an upgrade waits for.</summary>
internal sealed class UpgradeHooks(HookRun run, Func<HooksConfig> hooks, ILogger log)
{
    /// <summary>However long `timeoutSeconds` is: the chain waits at the height.</summary>
    private static readonly TimeSpan MaxBeforeUpgradeTimeout = TimeSpan.FromSeconds(10);

    /// <param name="folder">Absolute path of the release that has been proven.</param>
    /// <returns>Why the operator's program does not let the release be ready; null: it does, or there is none.</returns>
    public async Task<string?> OnStaged(VisorEvent staged, string folder, CancellationToken cancellation)
    {
        var config = hooks();
        return config.OnStaged.IsGiven
            ? await run.Run(HookKind.OnStaged, config.OnStaged, staged, folder, config.Timeout, cancellation)
            : null;
    }

    /// <summary>Runs before the old release is stopped; the result does not stop the upgrade.</summary>
    public async Task BeforeUpgrade(VisorEvent due, string folder, CancellationToken cancellation)
    {
        var config = hooks();
        if (!config.BeforeUpgrade.IsGiven)
            return;
        var timeout = config.Timeout < MaxBeforeUpgradeTimeout ? config.Timeout : MaxBeforeUpgradeTimeout;
        if (await run.Run(HookKind.BeforeUpgrade, config.BeforeUpgrade, due, folder, timeout, cancellation) is { } problem)
            log.LogError("The upgrade continues although {Problem}", problem);
    }
}
