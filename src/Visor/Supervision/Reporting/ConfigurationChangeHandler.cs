using Microsoft.Extensions.Logging;
using Visor.Configuration;

namespace Visor.Supervision.Reporting;

/// <summary>Says what became of <c>config.toml</c> while Visor runs, and passes on what the lifecycle has to know of it.</summary>
internal sealed class ConfigurationChangeHandler(LiveConfiguration configuration, Action releaseSourceChanged, Action<string> broken, Action refresh, ILogger log)
{
    /// <summary>Follows the news until it is told to end, or until there are none any more.</summary>
    public async Task Follow(CancellationToken end)
    {
        while (await Another(end) is { } news)
        {
            Say(news);
            if (news is ConfigurationEvent.Changed { Before: var before, After: var after }
                && (!before.UpgradeFolders.Equals(after.UpgradeFolders) || before.AutoInstall != after.AutoInstall))
            {
                releaseSourceChanged();
            }

            refresh();
        }
    }

    private async Task<ConfigurationEvent?> Another(CancellationToken end)
    {
        try
        {
            return await configuration.Events.WaitToReadAsync(end) && configuration.Events.TryRead(out var news) ? news : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void Say(ConfigurationEvent news)
    {
        switch (news)
        {
            case ConfigurationEvent.Changed changed:
                log.LogInformation("Configuration reloaded{Difference}", changed.Before == changed.After ? ", unchanged" : "");
                foreach (var warning in changed.Warnings)
                    log.LogWarning("{Warning}", warning);
                foreach (var exposed in ExposedFiles.Find(configuration.File, changed.After))
                    log.LogWarning("{Exposed}", exposed);
                break;
            case ConfigurationEvent.Rejected rejected:
                broken(rejected.Problems[0].ToString());
                foreach (var problem in rejected.Problems)
                    log.LogError("The configuration has an error; Visor keeps using the last valid one: {Problem}", problem);
                break;
            case ConfigurationEvent.WatchLost lost:
                log.LogWarning("Visor cannot watch the configuration for changes and checks it every 2 s instead: {Reason}", lost.Reason);
                break;
        }
    }
}
