using Microsoft.Extensions.Logging;
using Visor.Model;
using Visor.Releases.Unpacking;

namespace Visor.Releases;

/// <summary>
/// Checks a release that lies in its folder, as it is and without changing it: run config, binaries, and what they say
/// their version is. All of this happens while the old release runs.
/// </summary>
internal sealed class ReleaseVerifier(DefinitionCache definitions, VersionProbe versions, ILogger log)
{
    /// <summary>Asked, before its binaries are, whether the data that a release names may be run on.</summary>
    public DataApproval Data { get; init; } = _ => Task.FromResult<string?>(null);

    /// <param name="folder">Absolute path of the release's folder.</param>
    /// <param name="approve">Asked before anything of the release is executed.</param>
    /// <exception cref="ReleaseException">It is not ready to run; the message says why and what to do.</exception>
    public async Task<ReleaseFingerprint> Check(string folder, ReleaseTag tag, Approval approve, CancellationToken cancellation)
    {
        await Ask(folder, approve, cancellation);
        return await Check(folder, tag, cancellation);
    }

    /// <summary>Has a release approved of that seems whole, without executing anything of it.</summary>
    /// <inheritdoc cref="Check(string, ReleaseTag, Approval, CancellationToken)"/>
    public async Task Ask(string folder, Approval approve, CancellationToken cancellation)
    {
        Executable.Ensure(definitions.Valid(folder));
        if (await approve(folder, cancellation) is { } veto)
            throw new ReleaseException(veto);
    }

    /// <summary>The same for a release that is approved already, or needs no approval.</summary>
    /// <inheritdoc cref="Check(string, ReleaseTag, Approval, CancellationToken)"/>
    public async Task<ReleaseFingerprint> Check(string folder, ReleaseTag tag, CancellationToken cancellation)
    {
        var definition = definitions.Valid(folder);
        Executable.Ensure(definition);

        // Before they are asked: what is replaced meanwhile differs from it.
        var stamp = ReleaseFingerprint.Read(definition);
        await ProveVersions(folder, tag, cancellation);
        foreach (var warning in definitions.Read(folder).Warnings)
            log.LogWarning("{Warning}", warning);
        return stamp;
    }

    /// <summary>Asks what the binaries say they are: each if its file has changed, and a script also if it has not been asked just now.</summary>
    /// <exception cref="ReleaseException">One of them is another version, or cannot be asked.</exception>
    public async Task ProveVersions(string folder, ReleaseTag tag, CancellationToken cancellation)
    {
        var definition = definitions.Valid(folder);
        if (await Data(definition) is { } problem)
            throw new ReleaseException(problem);
        foreach (var binary in definition.Binaries)
            await Prove(binary, tag, cancellation);
    }

    private async Task Prove(ProcessDefinition binary, ReleaseTag tag, CancellationToken cancellation)
    {
        Executable.Ensure(binary);
        if (RunnableBinary.Problem(binary.Path, ElfMachine.Own) is { } problem)
            throw new ReleaseException($"{problem}; put the binary of {tag} for this machine there");
        var version = await versions.Read(binary.Path, cancellation);
        if (version != tag)
        {
            throw new ReleaseException(
                $"{binary.Path} says it is {version}, but {tag} is needed; put the binary of {tag} there, or correct {binary.Place}");
        }
    }
}

/// <summary>Whether a release could be started on what its run config names.</summary>
/// <returns>Why not, and what to do; null: it could.</returns>
internal delegate Task<string?> DataApproval(NodeDefinition definition);
