using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Node;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Lifecycle;
using Visor.Tests.Supervision;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

[Edge]
public sealed class StagingBackoffTests : IDisposable
{
    private static readonly VisorConfig FetchingWithin100Seconds =
        new() { AutoInstall = VegaNode.AutoInstall with { Enabled = true, AssetName = "vega.zip", StartDelay = TimeSpan.FromSeconds(100) } };

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly HomeChangeSignal _changes = new();

    private VisorHome Home => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_attempt_is_made_at_once()
    {
        await using var configuration = Configured.As(new VisorConfig());

        (await Within(Wait(configuration, attempt: 1))).ShouldBe(new NodeEvent.StagingDelayPassed());
    }

    [Fact]
    public async Task A_download_begins_at_random_within_the_start_delay()
    {
        await using var configuration = Configured.As(FetchingWithin100Seconds);

        var waiting = Wait(configuration, attempt: 1);
        _time.Advance(TimeSpan.FromSeconds(100));

        await Within(waiting);
    }

    [Fact]
    public async Task What_is_put_into_the_folder_of_the_release_is_looked_at_as_soon_as_it_is_whole()
    {
        await using var configuration = Configured.As(new VisorConfig());
        _time.SetUtcNow(DateTimeOffset.UtcNow.AddHours(1)); // The folder has been there for an hour.
        Directory.CreateDirectory(Home.ReleaseFolder("v0.2.0"));

        var waiting = Wait(configuration, attempt: 20);
        await File.WriteAllTextAsync(Path.Combine(Home.ReleaseFolder("v0.2.0"), "run-config.toml"), "", TestContext.Current.CancellationToken);

        var (begin, steps) = (_time.GetUtcNow(), TimeSpan.FromSeconds(0.5));
        while (!waiting.IsCompleted && _time.GetUtcNow() - begin < TimeSpan.FromSeconds(120))
        {
            _time.Advance(steps);
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        (await Within(waiting)).ShouldBe(new NodeEvent.StagingDelayPassed());
        (_time.GetUtcNow() - begin).ShouldBeLessThan(TimeSpan.FromSeconds(120)); // The delay alone would have taken two and a half minutes at least.
    }

    [Fact]
    public async Task The_start_delay_is_over_when_the_chain_waits_or_when_the_folder_appears()
    {
        await using var configuration = Configured.As(FetchingWithin100Seconds);
        await Within(Wait(configuration, attempt: 1, due: true));

        var waiting = Wait(configuration, attempt: 1);
        Directory.CreateDirectory(Home.ReleaseFolder("v0.2.0"));
        _changes.Signal();

        await Within(waiting);
    }

    [Fact]
    public async Task Another_attempt_waits_unless_something_changes_in_the_home()
    {
        await using var configuration = Configured.As(new VisorConfig());
        var waiting = Wait(configuration, attempt: 5);
        waiting.IsCompleted.ShouldBeFalse();

        _changes.Signal();

        await Within(waiting);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_is_not_asked_earlier_for_any_change_but_the_folder_itself()
    {
        await using var configuration = Configured.As(new VisorConfig());
        var waiting = Wait(configuration, attempt: 2, atLeast: TimeSpan.FromMinutes(10));

        _changes.Signal();
        _time.Advance(TimeSpan.FromMinutes(9));
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));

        await Within(waiting);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_is_asked_with_another_token_at_once()
    {
        var file = Path.Combine(_folder.Path, "token");
        await File.WriteAllTextAsync(file, "used up", TestContext.Current.CancellationToken);
        await using var configuration = Configured.As(new VisorConfig { AutoInstall = new AutoInstallConfig { TokenFile = file } });
        var waiting = Wait(configuration, attempt: 2, atLeast: TimeSpan.FromMinutes(10));

        await File.WriteAllTextAsync(file, "another one", TestContext.Current.CancellationToken);
        _changes.Signal();

        await Within(waiting);
    }

    [Fact]
    public async Task A_wait_that_is_not_wanted_any_more_ends_at_once()
    {
        await using var configuration = Configured.As(new VisorConfig());
        using var cancellation = new CancellationTokenSource();
        var waiting = Delay(configuration).Run(new WorkItem.AwaitStaging(Given.Plan, 9, TimeSpan.Zero, Due: false), cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Within(waiting));
    }

    private Task<NodeEvent> Wait(
        LiveConfiguration configuration, int attempt, bool due = false, TimeSpan atLeast = default) =>
        Delay(configuration).Run(new WorkItem.AwaitStaging(Given.Plan, attempt, atLeast, due), TestContext.Current.CancellationToken);

    private StagingBackoff Delay(LiveConfiguration configuration) => new(new ReleaseFolderResolver(Home, configuration), configuration, _changes, _time);

    private static Task<NodeEvent> Within(Task<NodeEvent> work) => work.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
