using Microsoft.Extensions.Logging;
using Visor.Model;

namespace Visor.Releases;

/// <summary>Which release lies in a folder: what its binaries say, not what the folder is called.</summary>
/// <param name="approve">Asked before anything of a folder is executed; null: what lies there needs nobody's approval.</param>
internal sealed class SetVersionProbe(DefinitionCache definitions, VersionProbe versions, ILogger log, Approval? approve = null)
{
    /// <param name="folder">Its absolute path.</param>
    /// <exception cref="ReleaseException">Its run config or a binary cannot be used; the message says why and what to do.</exception>
    public async Task<SetVersions> Read(string folder, CancellationToken cancellation)
    {
        foreach (var warning in definitions.Read(folder).Warnings)
            log.LogWarning("{Warning}", warning);
        var definition = definitions.Valid(folder);
        if (approve is not null && await approve(folder, cancellation) is { } veto)
            throw new ReleaseException(veto);
        return await Read(definition, Freshness.Recent, cancellation);
    }

    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    public async Task<SetVersions> Read(NodeDefinition definition, Freshness freshness, CancellationToken cancellation)
    {
        Executable.Ensure(definition);
        Dictionary<string, ReleaseTag> said = new(StringComparer.Ordinal);
        foreach (var binary in definition.Binaries)
            said.Add(binary.Path, await versions.Read(binary.Path, freshness, cancellation));
        return new SetVersions([.. definition.Processes.Select(p => (p.Role, said[p.Path]))]);
    }
}
