using Microsoft.Extensions.Logging;
using Visor.Configuration;

namespace Visor.Releases;

/// <summary>Which release lies in a folder: what its binaries say, not what the folder is called.</summary>
/// <param name="approve">Asked before anything of a folder is executed; null: what lies there needs nobody's approval.</param>
internal sealed class ReleaseVersions(RunConfigs runConfigs, BinaryVersions versions, ILogger log, Approval? approve = null)
{
    /// <param name="folder">Its absolute path.</param>
    /// <exception cref="ReleaseException">Its run config or a binary cannot be used; the message says why and what to do.</exception>
    public async Task<SetVersions> Of(string folder, CancellationToken cancellation)
    {
        foreach (var warning in runConfigs.Read(folder).Warnings)
            log.LogWarning("{Warning}", warning);
        var runConfig = runConfigs.Valid(folder);
        if (approve is not null && await approve(folder, cancellation) is { } veto)
            throw new ReleaseException(veto);
        return await Of(runConfig, Freshness.Recent, cancellation);
    }

    /// <inheritdoc cref="Of(string, CancellationToken)"/>
    public async Task<SetVersions> Of(RunConfig runConfig, Freshness freshness, CancellationToken cancellation)
    {
        Executable.Ensure(runConfig);
        var core = await versions.Of(runConfig.Core.Path, freshness, cancellation);
        return new SetVersions(core, runConfig.DataNode is not { } dataNode ? null
            : string.Equals(dataNode.Path, runConfig.Core.Path, StringComparison.Ordinal) ? core
            : await versions.Of(dataNode.Path, freshness, cancellation));
    }
}
