using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Processes;
using Visor.Tests.Home;
using Visor.Tests.Lifecycle;
using Visor.Work;
using Xunit;

namespace Visor.Tests.Work;

/// <summary>The link of a real home.</summary>
[Edge]
public sealed class SymlinkSwitchTests : IDisposable
{
    private readonly HomeFolder _home = new("genesis", "v0.2.0");
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly CurrentLink _link;
    private readonly SymlinkSwitch _switch;

    public SymlinkSwitchTests()
    {
        _link = new CurrentLink(_home.Paths);
        _link.PointTo(_home["genesis"]);
        _switch = new SymlinkSwitch(_home.Paths, _link, new SwitchStepRunner(steps: null, new RememberedSteps(), new HoldFile(_home.Paths), new WorkLock(_home.Paths.StepLock), _time, _log), _time, _log);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Current_names_the_new_release_and_doing_it_again_changes_nothing()
    {
        (await Run(1)).ShouldBe(new NodeEvent.ReleaseActivated());
        (await Run(1)).ShouldBe(new NodeEvent.ReleaseActivated());

        _link.Read().ShouldBe(new CurrentLinkState.Folder(_home["v0.2.0"]));
    }

    [Fact]
    public async Task A_folder_that_has_gone_is_named_and_current_stays_as_it_was_until_it_is_back()
    {
        Directory.Move(_home["v0.2.0"], _home["moved"]);

        (await Run(1)).ShouldBeOfType<NodeEvent.ActivationFailed>().Reason.ShouldContain("no longer exists; put it back");
        _link.Read().ShouldBe(new CurrentLinkState.Folder(_home["genesis"]));
        _log.Lines.ShouldContain(l => l.Contains("cannot be switched to v0.2.0", StringComparison.Ordinal));

        Directory.Move(_home["moved"], _home["v0.2.0"]);
        var again = Run(2);
        again.IsCompleted.ShouldBeFalse("another attempt waits");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await again).ShouldBe(new NodeEvent.ReleaseActivated());
    }

    [Fact]
    public async Task A_real_folder_in_the_place_of_the_link_is_not_replaced()
    {
        File.Delete(_home.Paths.Current);
        Directory.CreateDirectory(_home.Paths.Current);

        (await Run(1)).ShouldBeOfType<NodeEvent.ActivationFailed>();
        Directory.Exists(_home.Paths.Current).ShouldBeTrue();
    }

    private Task<NodeEvent> Run(int attempt) => _switch.Run(new WorkItem.SwitchCurrent(Given.Next, attempt), TestContext.Current.CancellationToken);
}
