using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Configuration;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Releases;

/// <summary>Reads run configs, and each of them again only if its file has changed since.</summary>
internal sealed class DefinitionCache(IReleaseLayout layout)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (FileFingerprint? Stamp, ConfigurationReading<NodeDefinition> Reading)> _known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, NodeDefinition> _sound = new(StringComparer.Ordinal);

    public ConfigurationReading<NodeDefinition> Read(string releaseFolder)
    {
        var file = layout.DefinitionFile(releaseFolder);
        var stamp = FileFingerprint.Read(file);
        lock (_lock)
        {
            if (_known.TryGetValue(releaseFolder, out var known) && known.Stamp == stamp && stamp is not null)
                return known.Reading;
            var reading = layout.Read(releaseFolder);

            // What is wrong may be another file than this one.
            if (reading.Value is null)
                _known.Remove(releaseFolder);
            else
                _known[releaseFolder] = (stamp, reading);
            return reading;
        }
    }

    /// <summary>
    /// The run config as it is now or, if that is broken, as it last was when it was sound: a node that has to be restarted
    /// must not stay down over an edit that was never meant to stop it.
    /// </summary>
    /// <exception cref="ReleaseException">It is broken and was never sound since Visor began.</exception>
    public NodeDefinition ValidOrLast(string releaseFolder, ILogger log)
    {
        var reading = Read(releaseFolder);
        NodeDefinition? last;
        lock (_lock)
        {
            last = reading.Value ?? _sound.GetValueOrDefault(releaseFolder);
            if (last is not null)
                _sound[releaseFolder] = last;
        }

        if (reading.Value is null && last is not null)
        {
            foreach (var problem in reading.Errors)
                log.LogError("The {What} is broken; Visor keeps using the last valid one: {Problem}", layout.DefinitionName, problem);
        }

        return last ?? throw new ReleaseException(string.Join('\n', reading.Errors));
    }

    /// <exception cref="ReleaseException">It does not exist or has errors; the message holds every one of them.</exception>
    public NodeDefinition Valid(string releaseFolder)
    {
        var reading = Read(releaseFolder);
        return reading.Value ?? throw new ReleaseException(string.Join('\n', reading.Errors));
    }
}
