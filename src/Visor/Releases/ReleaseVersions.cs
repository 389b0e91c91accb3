using Microsoft.Extensions.Logging;
using Visor.Home;

namespace Visor.Releases;

/// <summary>Which release lies in a folder: what its core's binary says, not what the folder is called.</summary>
internal sealed class ReleaseVersions(RunConfigs runConfigs, BinaryVersions versions, ILogger log)
{
    /// <param name="folder">Its absolute path.</param>
    /// <exception cref="ReleaseException">Its run config or a binary cannot be used; the message says why and what to do.</exception>
    public async Task<ReleaseTag> Of(string folder, CancellationToken cancellation)
    {
        foreach (var warning in runConfigs.Read(folder).Warnings)
            log.LogWarning("{Warning}", warning);
        var runConfig = runConfigs.Valid(folder);
        Executable.Ensure(runConfig);
        return await versions.Of(runConfig.Core.Path, cancellation);
    }
}
