using Microsoft.Extensions.Logging.Abstractions;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Model;
using Visor.Releases;
using Visor.Releases.Downloads;
using Visor.Releases.Fetching;
using Visor.Releases.Publishing;
using Visor.Work;

namespace Visor.Checking;

/// <summary>The release that comes: in its folder, or to be had from the server.</summary>
internal sealed class ReleaseCheck(VisorHome home, Chain chain, DefinitionCache definitions, BinaryCheck binaries, Func<string, string?> environment, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>What can be checked while no upgrade is accepted.</summary>
    public IEnumerable<Finding> OfNone(AutoInstallConfig autoInstall)
    {
        const string what = "next release";
        if (chain.Source is { } create)
        {
            using var server = new ReleaseServer(time);
            yield return create(Downloads(server, autoInstall)).WhyNot is { } off
                ? Finding.Warning(what, $"{off}, so you must put each release in its folder yourself", $"`visor check --release NAME --home {home.Word}` checks one")
                : Finding.Ok(what, "no upgrade is accepted; once one is, Visor downloads what its plan names");
            yield break;
        }

        if (!autoInstall.Enabled)
        {
            yield return Finding.Warning(what, "auto-install is off, so you must put each release in its folder yourself", $"`visor check --release TAG --home {home.Word}` checks one");
            yield break;
        }

        if (SourceOf(autoInstall, out var problem) is not { } source)
        {
            yield return Finding.Failure(what, problem!);
            yield break;
        }

        yield return SourceText(source);
        yield return Finding.Ok(what, $"no upgrade is accepted, so the {(source.Kind == ReleaseSourceKind.Folder ? "folder" : "server")} was not asked; `visor check --release TAG --home {home.Word}` asks for a release");
    }

    public async Task<IEnumerable<Finding>> Check(ReleaseTag tag, UpgradePlan? accepted, VisorConfig config, CancellationToken cancellation)
    {
        var folder = home.ReleaseFolder(config.UpgradeFolders.FolderOf(tag.Value));
        if (Path.Exists(folder))
            return await Prepared(tag, folder, config, cancellation);
        if (chain.Source is { } create)
            return [await Planned(tag, accepted, folder, create, config.AutoInstall, cancellation)];
        if (!config.AutoInstall.Enabled)
            return [Finding.Failure(tag.Value, $"{folder} does not exist, and nothing fetches it", chain.Layout.HowToPlace(tag, folder, home.Word))];
        return SourceOf(config.AutoInstall, out var problem) is { } source
            ? [SourceText(source), await Published(tag, source, cancellation), .. OfToken(source)]
            : [Finding.Failure(tag.Value, problem!)];
    }

    private async Task<Finding> Planned(ReleaseTag tag, UpgradePlan? accepted, string folder, Func<IBinaryDownloads, IPlanSource> create, AutoInstallConfig autoInstall, CancellationToken cancellation)
    {
        using var server = new ReleaseServer(time);
        var source = create(Downloads(server, autoInstall));
        if (source.WhyNot is { } off)
            return Finding.Failure(tag.Value, $"{folder} does not exist, and {off}", chain.Layout.HowToPlace(tag, folder, home.Word));
        if (accepted is null || accepted.Tag != tag)
            return Finding.Failure(tag.Value, $"{folder} does not exist, and only what an accepted plan names is downloaded", chain.Layout.HowToPlace(tag, folder, home.Word));
        try
        {
            return Finding.Warning(tag.Value, $"{folder} does not exist yet: {await source.Preview(accepted, folder, home.Word, cancellation)}", $"`visor status --home {home.Word}` shows when it is ready") with { IsUnproven = true };
        }
        catch (ReleaseException e)
        {
            return Finding.Failure(tag.Value, e.Message);
        }
    }

    private async Task<IEnumerable<Finding>> Prepared(ReleaseTag tag, string folder, VisorConfig config, CancellationToken cancellation)
    {
        var reading = definitions.Read(folder);
        var findings = ConfigurationCheck.Of($"{chain.Layout.DefinitionName} {tag}", reading, reading.Value is { } sound ? chain.Layout.Describe(sound) : "").Select(f => f with { Found = StageHint.In(f.Found, tag, home.Word) });
        if (reading.Value is not { } definition)
            return findings;
        if (await DataProblem(definition, config) is { } problem)
            findings = findings.Append(Finding.Failure(tag.Value, problem));
        // Nothing of a release is executed before that hook has approved of it.
        return findings.Concat(config.Hooks.OnStaged.IsGiven
            ? [Finding.Warning(tag.Value, "its binary was not run: the hook onStaged must approve it first", $"`visor stage {tag} --home {home.Word}` runs the hook, then checks the binary's version") with { IsUnproven = true }]
            : await binaries.Check(definition, tag, cancellation));
    }

    private async Task<string?> DataProblem(NodeDefinition definition, VisorConfig config)
    {
        try
        {
            return await DataPreconditions.WithoutVisor(home, chain, config, definitions, time, NullLogger.Instance).Beforehand(definition, isOther: true);
        }
        catch (VisorException)
        {
            return null; // Of a journal that cannot be read something is said elsewhere.
        }
    }

    private async Task<Finding> Published(ReleaseTag tag, ReleaseSource source, CancellationToken cancellation)
    {
        using var server = new ReleaseServer(time);
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var asset = await new ReleaseFinder(server, time).Find(source, tag, either.Token);
            FreeSpace.Require(home.Root, DiskSpaceEstimate.BeforeDownload(asset.Name, asset.Size), $"{asset.Title}, downloaded and unpacked,");
            await new AssetProbe(server, time).Prove(source, asset, either.Token);
            var found = $"{asset.Title} is at {source.RepositoryName}, {ByteSize.Format(asset.Size)}, downloadable, and the disk has room for it";
            if (asset.DigestSignature is { } list)
                return Finding.Ok(tag.Value, $"{found}; its SHA-256 is in a list signed by {list.Key} ({list.Title})");
            if (asset.Signature is { } own)
                return Finding.Ok(tag.Value, $"{found}; {own.Title} is by {own.Key}, and Visor verifies it once the asset is here");
            return asset.Digest is not null || source.Verification == AssetVerification.None
                ? Finding.Ok(tag.Value, asset.Digest is null ? found : $"{found}; its SHA-256 is published")
                : Finding.Warning(tag.Value, $"{found}; no digest is published to verify it", "name a `checksumsAsset` in `[autoInstall]` if the release has one");
        }
        catch (ReleaseException e)
        {
            return Finding.Failure(tag.Value, e.Message);
        }
        catch (TransferException e)
        {
            return Finding.Failure(tag.Value, $"the asset cannot be downloaded: {e.Message}", "check the network, the proxy and the named host; auto-install needs them too");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Finding.Failure(tag.Value, $"the release server did not answer within {Timeout.TotalSeconds:0} s", "check the network, the proxy and " + source.Key);
        }
    }

    private BinaryDownloads Downloads(ReleaseServer server, AutoInstallConfig autoInstall) => new(server, time) { DemandsSignature = () => autoInstall.Signature is not null };

    // Which server is asked, and whose signature counts.
    private static Finding SourceText(ReleaseSource source)
    {
        const string what = "release source";
        var where = source.Kind switch
        {
            ReleaseSourceKind.Folder => $"the folder {source.Place}",
            ReleaseSourceKind.Url => $"files below {source.Place}",
            ReleaseSourceKind.GitLab => $"{source.RepositoryName} at the GitLab {source.Shown(source.Api)}",
            ReleaseSourceKind.Forgejo => $"{source.RepositoryName} at the Forgejo or Gitea {source.Shown(source.Api)}",
            _ => $"{source.RepositoryName} at the GitHub {source.Shown(source.Api)}",
        };
        var asset = $"{where}, the asset {Quoting.Quote(source.AssetName)}";
        return source.Signature is { } wanted
            ? Finding.Ok(what, $"{asset}; {(wanted.Of == SignedFile.Checksums ? $"its list of digests {Quoting.Quote(source.ChecksumsAsset!)}" : "it")} must be signed by {wanted.Keys.Names}")
            : Finding.Ok(what, $"{asset}; no signature is demanded");
    }

    private static IEnumerable<Finding> OfToken(ReleaseSource source) => source.Token?.Refusal is { } refusal
        ? [Finding.Warning("token", $"it does not work: {refusal}", $"renew the token in {source.Token.Origin}, or remove it")]
        : [];

    // Among others the file of a token is read here.
    private ReleaseSource? SourceOf(AutoInstallConfig autoInstall, out string? problem)
    {
        try
        {
            problem = null;
            return ReleaseSource.Create(autoInstall, environment);
        }
        catch (ReleaseException e)
        {
            problem = e.Message;
            return null;
        }
    }
}
