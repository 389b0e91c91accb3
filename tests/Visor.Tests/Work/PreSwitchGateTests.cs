using Visor.Tests.Chains.Vega;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Configuration;
using Visor.Home;
using Visor.Hooks;
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
public sealed class PreSwitchGateTests : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(7);

    private readonly ReleaseFolder _release = new ReleaseFolder().WithRunConfig().WithBinary();
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly HomeChangeSignal _changes = new();
    private readonly LiveConfiguration _configuration;
    private readonly Installation _installation;
    private readonly ReleaseStager _staging;
    private readonly PreSwitchGate _clearance;
    private readonly string _hold;
    private HookCommand _onStaged = HookCommand.None;
    private HookCommand _beforeUpgrade = HookCommand.None;

    public PreSwitchGateTests()
    {
        var home = new VisorHome(System.IO.Path.Combine(_release.Path, "home"));
        Directory.CreateDirectory(home.Root);
        Directory.CreateSymbolicLink(home.ReleaseFolder("v0.2.0"), _release.Path);
        _hold = home.Hold;
        _configuration = Configured.As(new VisorConfig { StopDelay = Delay });
        _installation = new Installation(home, _release, _log);
        var hooks = new UpgradeHooks(new HookRun(home, _release.Commands), () => _configuration.Current.Hooks with { OnStaged = _onStaged, BeforeUpgrade = _beforeUpgrade }, _log);
        _staging = new ReleaseStager(
            home, VegaNode.Chain, new ReleaseFolderResolver(home, _configuration), _configuration, _installation.Value, source: null, _release.Prepared, new CurrentLink(home), hooks, _time, _log);
        _clearance = new PreSwitchGate(home, _configuration, _staging, hooks, new HoldFile(home), _changes, _time, _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _configuration.DisposeAsync();
        _installation.Dispose();
        await _release.DisposeAsync();
    }

    [Fact]
    public async Task The_old_release_is_stopped_after_the_operators_delay()
    {
        var release = await Staged();
        var clearing = _clearance.Clear(new WorkItem.RunPreSwitchChecks(Given.Old, Given.Plan, release, SetLives: true), Cancellation);
        clearing.IsCompleted.ShouldBeFalse();

        _time.Advance(Delay);

        (await Within(clearing)).ShouldBe(new NodeEvent.SwitchCleared());
    }

    [Fact]
    public async Task What_has_ended_already_needs_no_delay() =>
        (await Clear(await Staged())).ShouldBe(new NodeEvent.SwitchCleared());

    [Fact]
    public async Task The_hold_is_read_at_the_last_moment()
    {
        var release = await Staged();
        var clearing = _clearance.Clear(new WorkItem.RunPreSwitchChecks(Given.Old, Given.Plan, release, SetLives: true), Cancellation);
        await File.WriteAllTextAsync(_hold, "maintenance", Cancellation);

        _time.Advance(Delay);

        (await Within(clearing)).ShouldBe(new NodeEvent.SwitchHeld("maintenance"));
        _log.Lines.Last().ShouldBe($"Error: The upgrade is due but on hold (maintenance): the node misses blocks until `visor resume --home {Path.GetDirectoryName(_hold)}`");
    }

    [Fact]
    public async Task The_removal_of_the_hold_is_noticed_at_once()
    {
        var release = await Staged();
        await File.WriteAllTextAsync(_hold, "", Cancellation);
        var waiting = _clearance.AwaitHoldRemoval(new WorkItem.AwaitHoldRemoval(Given.Old, Given.Plan, release), Cancellation);
        waiting.IsCompleted.ShouldBeFalse();

        File.Delete(_hold);
        _changes.Signal();

        (await Within(waiting)).ShouldBe(new NodeEvent.HoldRemoved());
    }

    [Fact]
    public async Task A_removal_that_nobody_reports_is_found_by_looking()
    {
        var release = await Staged();
        await File.WriteAllTextAsync(_hold, "", Cancellation);
        var waiting = _clearance.AwaitHoldRemoval(new WorkItem.AwaitHoldRemoval(Given.Old, Given.Plan, release), Cancellation);

        File.Delete(_hold);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await Within(waiting)).ShouldBe(new NodeEvent.HoldRemoved());
    }

    [Fact]
    public async Task A_release_that_has_changed_since_it_was_checked_is_not_switched_to()
    {
        var release = await Staged();
        File.Delete(_release.Binary);

        (await Clear(release)).ShouldBe(new NodeEvent.StagingFailed("v0.2.0 has changed since it was checked"));
        (await Unhold(release)).ShouldBeOfType<NodeEvent.StagingFailed>().Reason.ShouldContain($"{Binary} does not exist");
    }

    [Fact]
    public async Task A_release_that_is_lost_during_the_operators_delay_is_not_switched_to()
    {
        var release = await Staged();
        var clearing = _clearance.Clear(new WorkItem.RunPreSwitchChecks(Given.Old, Given.Plan, release, SetLives: true), Cancellation);
        File.Delete(_release.Binary);

        _time.Advance(Delay);

        (await Within(clearing)).ShouldBeOfType<NodeEvent.StagingFailed>().Reason.ShouldContain($"{Binary} does not exist");
    }

    [Theory]
    [InlineData("rm $VISOR_FOLDER/vega", "does not exist")]
    [InlineData("echo 'oops =' >>$VISOR_FOLDER/run-config.toml", "run-config.toml:")]
    [InlineData("sed -i s/v0.2.0/v0.9.9/ $VISOR_FOLDER/vega", "says it is v0.9.9, but v0.2.0 is needed")]
    public async Task A_release_that_is_no_longer_sound_after_his_hook_is_not_switched_to(string hook, string problem)
    {
        var release = await Staged();
        _beforeUpgrade = new HookCommand([_release.Files.Write("before", hook)]);

        (await Clear(release)).ShouldBeOfType<NodeEvent.StagingFailed>().Reason.ShouldContain(problem);

        _release.WithRunConfig().WithBinary();
        release = await Staged();
        (await Unhold(release)).ShouldBeOfType<NodeEvent.StagingFailed>().Reason.ShouldContain(problem);
    }

    [Fact]
    public async Task A_release_that_his_hook_has_changed_and_that_is_sound_is_switched_to_at_once()
    {
        var release = await Staged();
        _beforeUpgrade = new HookCommand([_release.Files.Write("before", "echo '# of tonight' >>$VISOR_FOLDER/run-config.toml; echo told >>$D/told")]);

        (await Clear(release)).ShouldBe(new NodeEvent.SwitchCleared());
        (await Unhold(release)).ShouldBe(new NodeEvent.HoldRemoved());

        _log.Lines.ShouldContain(l => string.Equals(l, "Warning: v0.2.0 has changed since it was checked; Visor checks it again before it stops the old release", StringComparison.Ordinal));
        (await File.ReadAllLinesAsync(_release.Files["told"], Cancellation)).ShouldBe(["told", "told"]);
    }

    [Fact]
    public async Task What_has_changed_is_shown_to_the_hook_that_approves_of_it_before_it_is_run()
    {
        var release = await Staged();
        _onStaged = new HookCommand([_release.Files.Write("approve", "echo unknown signer >&2; exit 1")]);
        _beforeUpgrade = new HookCommand([_release.Files.Write("before", "echo '# another' >>$VISOR_FOLDER/vega")]);

        (await Clear(release)).ShouldBeOfType<NodeEvent.StagingFailed>().Reason.ShouldContain("unknown signer; v0.2.0 is not ready until that hook succeeds");

        (await File.ReadAllLinesAsync(_release.Files["asked"], Cancellation)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_hook_is_told_of_the_upgrade_and_cannot_prevent_it()
    {
        var release = await Staged();
        _beforeUpgrade = new HookCommand([_release.Files.Write("before", "echo $VISOR_EVENT $VISOR_TAG $VISOR_HEIGHT $VISOR_RELEASE $VISOR_FOLDER >>$D/told\nexit 3")]);

        (await Clear(release)).ShouldBe(new NodeEvent.SwitchCleared());

        (await _release.Files.Line("told")).ShouldBe($"due v0.2.0 100 v0.1.0 {Path.Combine(_release.Path, "home", "v0.2.0")}");
        _log.Lines.Last().ShouldBe($"Error: The upgrade continues although the hook beforeUpgrade ({_beforeUpgrade.Words[0]}) failed (exit 3)");
    }

    [Fact]
    public async Task A_switch_that_is_held_is_told_to_the_hook_once_the_hold_is_gone()
    {
        var release = await Staged();
        _beforeUpgrade = new HookCommand([_release.Files.Write("before", "echo told >>$D/told")]);
        await File.WriteAllTextAsync(_hold, "", Cancellation);

        (await Clear(release)).ShouldBe(new NodeEvent.SwitchHeld("no reason given"));
        File.Exists(_release.Files["told"]).ShouldBeFalse();
        File.Delete(_hold);

        (await Within(_clearance.AwaitHoldRemoval(new WorkItem.AwaitHoldRemoval(Given.Old, Given.Plan, release), Cancellation))).ShouldBe(new NodeEvent.HoldRemoved());
        (await _release.Files.Line("told")).ShouldBe("told");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<Release> Staged() =>
        (await Within(_staging.Run(new WorkItem.Stage(Given.Old, Given.Plan, 1), Cancellation))).ShouldBeOfType<NodeEvent.ReleaseStaged>().Release;

    /// <summary>As the release's own folder in HOME names it.</summary>
    private string Binary => Path.Combine(_release.Path, "home", "v0.2.0", "vega");

    private Task<NodeEvent> Unhold(Release release) =>
        Within(_clearance.AwaitHoldRemoval(new WorkItem.AwaitHoldRemoval(Given.Old, Given.Plan, release), Cancellation));

    private Task<NodeEvent> Clear(Release release) => Within(_clearance.Clear(new WorkItem.RunPreSwitchChecks(Given.Old, Given.Plan, release, SetLives: false), Cancellation));

    private static Task<NodeEvent> Within(Task<NodeEvent> work) => work.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
}
