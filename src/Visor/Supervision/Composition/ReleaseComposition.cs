using Visor.Logging;
using Visor.Node;
using Visor.Releases;
using Visor.Releases.Downloads;
using Visor.Releases.Fetching;
using Visor.Releases.Unpacking;
using Visor.Work;

namespace Visor.Supervision.Composition;

/// <summary>How a release is fetched and proven while the old one runs.</summary>
internal sealed class ReleaseComposition : IDisposable
{
    private readonly ReleaseServer _server;

    public ReleaseComposition(HomeAccess at, NodeTools tools, DataPreconditions data, ServerBackoffs backoffs, Transfers transfers, RuntimeTelemetry telemetry)
    {
        _server = new ReleaseServer(at.Time, backoffs);
        Folders = new ReleaseFolderResolver(at.Home, at.Configuration);
        Verifier = new ReleaseVerifier(tools.Definitions, tools.Versions, at.Log) { Data = next => data.Beforehand(next, isOther: true) };
        var installation = new ReleaseInstallation(
            at.Home, new ReleaseFinder(_server, at.Time), new AssetDownload(_server, at.Time, at.Log), new AssetUnpacking(), at.Chain.Layout, tools.Definitions, tools.Versions,
            Environment.GetEnvironmentVariable, transfers, telemetry.Fetched, at.Time, at.Log) { TokenRefused = telemetry.TokenRefused };
        var downloads = new BinaryDownloads(_server, at.Time) { DemandsSignature = () => at.Configuration.Current.AutoInstall.Signature is not null };
        Stager = new ReleaseStager(at.Home, at.Chain, Folders, at.Configuration, installation, at.Chain.Source?.Invoke(downloads), Verifier, tools.Link, tools.Hooks, at.Time, at.Log);
    }

    public ReleaseFolderResolver Folders { get; }

    public ReleaseVerifier Verifier { get; }

    public ReleaseStager Stager { get; }

    public void Dispose() => _server.Dispose();
}
