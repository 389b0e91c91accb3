using Visor.Configuration;
using Visor.Home;
using Visor.Releases;
using Visor.Releases.Fetching;
using Visor.Releases.Publishing;

namespace Visor.Checking;

/// <summary>Binaries, asked for their version, and the release to come: in its folder or on the server.</summary>
internal sealed class ReleaseChecks(VisorHome home, RunConfigs runConfigs, BinaryVersions versions, Func<string, string?> environment, TimeProvider time)
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<IEnumerable<Finding>> Binaries(RunConfig runConfig, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var binary in new[] { runConfig.Core, runConfig.DataNode }.OfType<BinaryConfig>().DistinctBy(b => b.Path, StringComparer.Ordinal))
            findings.Add(await Binary(binary, cancellation));
        return findings;
    }

    public async Task<IEnumerable<Finding>> Coming(ReleaseTag tag, VisorConfig config, string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
            return await Prepared(tag, folder, cancellation);
        if (!config.AutoInstall.Enabled)
            return [new Finding(Verdict.Failure, tag.Value, $"{folder} does not exist and auto-install is off", $"prepare {folder} by hand")];
        using var server = new ReleaseServer(time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(_ => limit.Cancel(), state: null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            var asset = await new GitHubReleases(server, time).Find(ReleaseSource.Of(config.AutoInstall, environment), tag, limit.Token);
            FreeSpace.Require(home.Root, SpaceNeeded.BeforeDownload(asset.Name, asset.Size), $"{asset.Title}, downloaded and unpacked,");
            return [new Finding(Verdict.Ok, tag.Value, $"{asset.Title} is on the server ({ByteSize.Of(asset.Size)}, {(asset.Digest is null ? "no digest" : "with digest")}), and the disk has room")];
        }
        catch (ReleaseException e)
        {
            return [new Finding(Verdict.Failure, tag.Value, e.Message)];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [new Finding(Verdict.Failure, tag.Value, $"the server did not answer within {Patience.TotalSeconds:0} s", "look at the network and `apiUrl` in `[autoInstall]`")];
        }
    }

    private async Task<IEnumerable<Finding>> Prepared(ReleaseTag tag, string folder, CancellationToken cancellation)
    {
        var reading = runConfigs.Read(folder);
        var findings = FileChecks.Configuration(VisorHome.RunConfigOf(folder), reading).ToList();
        if (reading.Value is not { } runConfig)
            return findings;
        foreach (var binary in new[] { runConfig.Core, runConfig.DataNode }.OfType<BinaryConfig>().DistinctBy(b => b.Path, StringComparer.Ordinal))
            findings.Add(await Binary(binary, cancellation, tag));
        return findings;
    }

    private async Task<Finding> Binary(BinaryConfig binary, CancellationToken cancellation, ReleaseTag? wanted = null)
    {
        if (!File.Exists(binary.Path))
            return new Finding(Verdict.Failure, binary.Path, "does not exist", $"put the binary there or correct {binary.Place}");
        if ((File.GetUnixFileMode(binary.Path) & Execute) == UnixFileMode.None)
            return new Finding(Verdict.Warning, binary.Path, "is not executable, so it was not asked for its version; Visor sets the bits if the file is its user's", $"run `chmod +x {binary.Path}`");
        try
        {
            var version = await versions.Of(binary.Path, cancellation);
            return wanted is not null && version != wanted
                ? new Finding(Verdict.Failure, binary.Path, $"says it is {version}, but {wanted} is needed", $"put the binary of {wanted} there, or correct {binary.Place}")
                : new Finding(Verdict.Ok, binary.Path, $"says it is {version}");
        }
        catch (ReleaseException e)
        {
            return new Finding(Verdict.Failure, binary.Path, e.Message);
        }
    }
}
