using Microsoft.Extensions.Logging;
using Visor.Home;
using Visor.Logging;
using Visor.Releases;
using Visor.Releases.Fetching;
using Visor.Releases.Unpacking;
using Visor.Tests.Chains.Vega;

namespace Visor.Tests.Releases;

/// <summary>What installs releases into a home.</summary>
internal sealed class Installation(VisorHome home, ReleaseFolder release, ILogger log) : IDisposable
{
    private readonly ReleaseServer _server = new(release.Time);

    public ReleaseInstallation Value => new(
        home, new ReleaseFinder(_server, release.Time), new AssetDownload(_server, release.Time, log), new AssetUnpacking(), VegaNode.Chain.Layout, release.RunConfigs,
        release.Versions, _ => null, new Transfers(log, terminal: null, release.Time), _ => { }, release.Time, log);

    public void Dispose() => _server.Dispose();
}
