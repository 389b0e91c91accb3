using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Model;
using Visor.Releases.Fetching;

namespace Visor.Releases;

/// <summary>Stages one release on request: downloads it if it has no folder yet, and checks it in any case.</summary>
internal sealed class OnDemandStaging(VisorHome home, IReleaseLayout layout, VisorConfig config, ReleaseInstallation installation, GivenRelease given, ReleaseVerifier prepared, TimeProvider time)
{
    /// <param name="approve">Asked before anything of the release is executed.</param>
    /// <returns>The absolute path of its folder.</returns>
    /// <exception cref="ReleaseException">It is not ready; the message says why and what to do.</exception>
    /// <exception cref="IOException">The disk has failed.</exception>
    public async Task<string> Run(ReleaseTag tag, Approval approve, CancellationToken cancellation)
    {
        var folder = FolderOf(tag);
        if (!Path.Exists(folder) && await Install(tag, folder, approve, cancellation))
            await prepared.Check(folder, tag, cancellation);
        else
            await prepared.Check(folder, tag, approve, cancellation);
        return folder;
    }

    /// <summary>The same for a release in a file that the operator has brought.</summary>
    /// <param name="file">Absolute path of an archive or a binary.</param>
    /// <param name="expected">Its digest; null: it is compared with nothing.</param>
    /// <inheritdoc cref="Run(ReleaseTag, Approval, CancellationToken)"/>
    public async Task<string> RunFrom(string file, Sha256Digest? expected, ReleaseTag tag, Approval approve, CancellationToken cancellation)
    {
        if (expected is null && config.AutoInstall is { Signature: null, Verification: AssetVerification.Required })
            throw new ReleaseException("`verification = \"required\"` in `[autoInstall]` requires a digest; give the file's digest with --sha256");
        if (config.AutoInstall.Signature?.Problem is { } problem)
            throw new ReleaseException($"no release can be placed, since none can be verified: {problem}");
        var folder = FolderOf(tag);
        await given.Install(new ReleaseOrder(tag, config.AutoInstall.BinaryNameOf(tag), Running(), folder, approve), file, expected, SignatureOf(file, tag), cancellation);
        await prepared.Check(folder, tag, cancellation);
        return folder;
    }

    private GivenSignature? SignatureOf(string file, ReleaseTag tag) => config.AutoInstall.Signature is { } wanted
        ? new GivenSignature(wanted, config.AutoInstall.ChecksumsAsset, file, tag, time)
        : null;

    private string FolderOf(ReleaseTag tag) => home.ReleaseFolder(config.UpgradeFolders.FolderOf(tag.Value));

    private Task<bool> Install(ReleaseTag tag, string folder, Approval approve, CancellationToken cancellation)
    {
        InstallPolicy.Demand(home, layout, config.AutoInstall, tag, folder);
        return installation.Install(config.AutoInstall, tag, Running(), folder, approve, cancellation);
    }

    // Its run config is what the new release gets a copy of.
    private string Running() => new CurrentLink(home).Read() switch
    {
        CurrentLinkState.Folder current => current.Path,
        CurrentLinkState.Missing => home.Genesis,
        _ => throw new ReleaseException($"{home.Current} does not point to a folder, so what runs, whose {layout.DefinitionName} counts, is not known; run `visor check --home {home.Word}` for the fix"),
    };
}
