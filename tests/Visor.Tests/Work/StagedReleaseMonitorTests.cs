using Visor.Tests.Chains.Vega;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Tests.Lifecycle;
using Visor.Tests.Releases;
using Visor.Tests.Supervision;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

[Edge]
public sealed class StagedReleaseMonitorTests : IAsyncDisposable
{
    private readonly ReleaseFolder _release = new ReleaseFolder().WithRunConfig().WithBinary();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly HomeChangeSignal _changes = new();
    private readonly LiveConfiguration _configuration = Configured.As(new VisorConfig());
    private readonly Installation _installation;
    private readonly ReleaseStager _staging;

    public StagedReleaseMonitorTests()
    {
        var home = new VisorHome(Path.Combine(_release.Path, "home"));
        Directory.CreateDirectory(home.Root);
        Directory.CreateSymbolicLink(home.ReleaseFolder("v0.2.0"), _release.Path);
        _installation = new Installation(home, _release, _log);
        _staging = new ReleaseStager(
            home, VegaNode.Chain, new ReleaseFolderResolver(home, _configuration), _configuration, _installation.Value, source: null, _release.Prepared, new CurrentLink(home), _release.HooksOf(home, new HooksConfig()), _time, _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _configuration.DisposeAsync();
        _installation.Dispose();
        await _release.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_staged_release_that_is_removed_is_missed_long_before_it_is_needed(bool changeIsReported)
    {
        var guarding = Guard(await Staged());
        guarding.IsCompleted.ShouldBeFalse();

        File.Delete(_release.Binary);
        if (changeIsReported)
            _changes.Signal();
        else
            _time.Advance(TimeSpan.FromSeconds(30));

        (await Within(guarding)).ShouldBe(new NodeEvent.StagingFailed("v0.2.0 has changed since it was checked"));
    }

    [Fact]
    public async Task A_change_that_is_none_of_its_own_is_nothing()
    {
        var guarding = Guard(await Staged());

        _changes.Signal();
        _time.Advance(TimeSpan.FromMinutes(5));

        guarding.IsCompleted.ShouldBeFalse();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<Release> Staged() =>
        (await Within(_staging.Run(new WorkItem.Stage(Given.Old, Given.Plan, 1), Cancellation))).ShouldBeOfType<NodeEvent.ReleaseStaged>().Release;

    private Task<NodeEvent> Guard(Release release) =>
        new StagedReleaseMonitor(_staging, _changes, _time, _log).Run(new WorkItem.MonitorStaged(release), Cancellation);

    private static Task<NodeEvent> Within(Task<NodeEvent> work) => work.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
}
