using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Model;
using Visor.Systemd;
using Visor.Tests.Chains.Vega;
using Visor.Tests.Status;
using Xunit;

namespace Visor.Tests.Systemd;

[Edge]
public sealed class ServiceManagerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Samples.Now);
    private readonly ManagerSocket _manager;
    private readonly ServiceManager _visor;

    public ServiceManagerTests()
    {
        _manager = new ManagerSocket(_folder["notify"]);
        _visor = _manager.Open(_time, new RecordingLog(), watchdog: "60000000");
    }

    public void Dispose()
    {
        _visor.Dispose();
        _manager.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_ready_when_the_node_is_started_and_not_before()
    {
        _visor.Publish(Starting(core: null));
        (await _manager.Next()).ShouldBe(["STATUS=STARTING: starting, v0.75.3", "WATCHDOG=1", "EXTEND_TIMEOUT_USEC=60000000"]);

        _visor.Publish(Starting(Samples.Ready.Node.Queried));
        (await _manager.Next()).ShouldBe(["READY=1", "WATCHDOG=1"]);

        _visor.Publish(Samples.Ready);
        (await _manager.Next()).ShouldBe(["STATUS=ALL WELL: ready, v0.75.3"]);
    }

    [Fact]
    public async Task A_node_that_is_down_for_a_while_does_not_make_the_service_stop_or_start()
    {
        await Publish(Samples.Ready);

        var down = Samples.In("restarting", "the core (pid 5) exited unexpectedly: exit 3");
        _visor.Publish(down with { Node = down.Node with { Processes = VegaNode.Processes(core: null) } });

        (await _manager.Next()).ShouldBe(["STATUS=RESTARTING: restarting, v0.75.3: the core (pid 5) exited unexpectedly: exit 3"]);
    }

    [Fact]
    public async Task A_service_that_stops_says_so_and_asks_for_time_as_long_as_it_takes()
    {
        await Publish(Samples.Ready);

        _visor.Publish(Samples.In("stopping"));
        (await _manager.Next()).ShouldBe(["STOPPING=1", "STATUS=STOPPING: stopping, v0.75.3", "WATCHDOG=1", "EXTEND_TIMEOUT_USEC=60000000"]);
        _time.Advance(_visor.Interval);
        _visor.Publish(Samples.In("stopping"));
        (await _manager.Next()).ShouldBe(["WATCHDOG=1", "EXTEND_TIMEOUT_USEC=60000000"]);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_said_again_but_the_loop_is_heard()
    {
        await Publish(Samples.Ready);

        _visor.Publish(Samples.Ready);
        _manager.IsEmpty.ShouldBeTrue();
        _time.Advance(_visor.Interval);
        _visor.Publish(Samples.Ready);
        (await _manager.Next()).ShouldBe(["WATCHDOG=1"]);
    }

    [Fact]
    public async Task The_percentage_of_a_download_is_no_news()
    {
        var staging = Samples.Ready with { Upgrade = Samples.Plan("staging", "12 %") };
        _visor.Publish(staging);
        (await _manager.Next())[1].ShouldBe("STATUS=ALL WELL: ready, v0.75.3; v0.76.0 at block 1034000: being made ready");

        _visor.Publish(staging with { Upgrade = Samples.Plan("staging", "13 %") });

        _manager.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task An_alert_and_why_a_release_is_not_ready_stand_in_one_line()
    {
        _visor.Publish(Samples.Ready with { Upgrade = Samples.Plan("notReady", "no\nasset"), Alert = "the disk is full" });

        (await _manager.Next())[1].ShouldBe("STATUS=ACTION NEEDED: ready, v0.75.3; v0.76.0 at block 1034000: NOT READY: no asset; the disk is full");
    }

    [Fact]
    public async Task A_reload_begins_with_the_time_and_ends_with_ready()
    {
        await Publish(Samples.Ready);
        var reading = new TaskCompletionSource();

        var reload = _visor.Reload(() => reading.Task);
        var begun = await _manager.Next();
        begun[0].ShouldBe("RELOADING=1");
        begun[1].ShouldMatch("^MONOTONIC_USEC=[0-9]+$");
        _manager.IsEmpty.ShouldBeTrue();
        reading.SetResult();
        await reload;

        (await _manager.Next()).ShouldBe(["READY=1"]);
    }

    [Fact]
    public async Task A_reload_does_not_make_a_service_ready_that_is_not()
    {
        await Publish(Starting(core: null));

        await _visor.Reload(() => Task.CompletedTask);

        _manager.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task What_could_not_be_said_is_said_the_next_time()
    {
        _manager.Dispose();
        _visor.Publish(Samples.Ready);
        File.Delete(_folder["notify"]);
        using var manager = new ManagerSocket(_folder["notify"]);

        _visor.Publish(Samples.Ready);

        (await manager.Next())[..2].ShouldBe(["READY=1", "STATUS=ALL WELL: ready, v0.75.3"]);
    }

    private static NodeStatus Starting(ProcessStatus? core)
    {
        var starting = Samples.In("starting");
        return starting with { Node = starting.Node with { Processes = VegaNode.Processes(core) } };
    }

    private async Task Publish(NodeStatus status)
    {
        _visor.Publish(status);
        await _manager.Next();
    }
}
