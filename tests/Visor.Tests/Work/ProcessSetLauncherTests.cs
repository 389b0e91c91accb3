using Shouldly;
using Visor.Chains.Vega.Layout;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Processes;
using Visor.Tests.Lifecycle;
using Xunit;

namespace Visor.Tests.Work;

/// <summary>What a start starts, from where and with what; and what it does not start.</summary>
[Edge]
public sealed class ProcessSetLauncherTests : IAsyncDisposable
{
    private const string Ask = "version --output json";
    private static readonly ActiveRelease Planned = Given.Old with { Accepted = Given.Plan };

    private readonly LaunchPlace _place = new();

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task Core_and_data_node_are_started_from_the_journals_folder_as_its_run_config_says_and_are_journalled()
    {
        _place.WithRunConfig("genesis", "\"start\", \"--home\", \"/data\"", "vega").WithBinary("genesis/vega", "v0.1.0");

        (await _place.Launch(Given.Old)).ShouldBe(new NodeEvent.Launched());

        (await _place.Started(2)).ShouldBe(["genesis/vega datanode start", "genesis/vega start --home /data"]);
        var processes = _place.Current.Set.Processes;
        processes.Select(p => p.Role).ShouldBe([VegaRoles.Core, VegaRoles.DataNode]);
        _place.Entries.OfType<JournalEntry.Intent>().Select(i => (i.Role, i.Tag, i.Folder, i.Path, i.Snapshot)).ShouldBe(
        [
            (VegaRoles.Core, "v0.1.0", "genesis", _place.Home["genesis/vega"], null),
            (VegaRoles.DataNode, "v0.1.0", "genesis", _place.Home["genesis/vega"], null),
        ]);
        _place.Entries.OfType<JournalEntry.Started>().Select(s => s.Process).ShouldBe(processes.Select(p => p.Identity));
        FileLock.TryExclusive(_place.Home.Paths.NodeLock).ShouldBeNull("each process has a share of the node's lock");
    }

    [Fact]
    public async Task A_binary_that_core_and_data_node_share_is_asked_once_and_right_before_the_start()
    {
        _place.WithRunConfig("genesis", dataNode: "vega").WithBinary("genesis/vega", "v0.1.0");

        await _place.Launch(Given.Old);

        await _place.Started(2);
        _place.Told[0].ShouldBe($"genesis/vega {Ask}");
        _place.Told.Count(t => t.EndsWith(Ask, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task After_a_switch_the_core_alone_gets_the_block_of_its_upgrade()
    {
        Switch();
        _place.WithRunConfig("v0.2.0", dataNode: "vega").WithBinary("v0.2.0/vega", "v0.2.0", history: 90);

        (await _place.Launch(Given.Switched, StartCause.Switch)).ShouldBe(new NodeEvent.Launched());

        (await _place.Started(2)).ShouldBe(["v0.2.0/vega datanode start", "v0.2.0/vega start --snapshot.load-from-block-height 100"]);
        _place.Entries.OfType<JournalEntry.Intent>().ShouldAllBe(i => i.Snapshot == 100);
    }

    [Fact]
    public async Task A_block_that_the_run_config_gives_is_not_given_twice()
    {
        Switch();
        _place.WithRunConfig("v0.2.0", "\"start\", \"--snapshot.load-from-block-height=95\"").WithBinary("v0.2.0/vega", "v0.2.0");

        await _place.Launch(Given.Switched, StartCause.Switch);

        (await _place.Started(1)).ShouldBe(["v0.2.0/vega start --snapshot.load-from-block-height=95"]);
    }

    [Fact]
    public async Task After_a_failure_the_core_begins_where_the_history_of_its_data_node_ends()
    {
        _place.WithRunConfig("genesis", dataNode: "vega").WithBinary("genesis/vega", "v0.1.0", history: 77);

        await _place.Launch(Given.Old, StartCause.Failure);

        (await _place.Started(2)).ShouldBe(["genesis/vega datanode start", "genesis/vega start --snapshot.load-from-block-height 77"]);
    }

    [Theory]
    [InlineData("genesis/vega", "the core's binary in {0} says it is v0.3.0, but the journal says that v0.1.0 ran from genesis")]
    [InlineData("genesis/node", "the data node's binary in {0} says it is v0.3.0, but the journal says that v0.1.0 ran from genesis")]
    public async Task A_binary_that_has_become_another_version_since_the_last_start_is_refused_and_nothing_is_started(string replaced, string why)
    {
        _place.WithRunConfig("genesis", dataNode: "node").WithBinary("genesis/vega", "v0.1.0").WithBinary("genesis/node", "v0.1.0");
        (await _place.Launch(Given.Old)).ShouldBe(new NodeEvent.Launched());
        await _place.End();
        var before = _place.Entries.Count;

        _place.WithBinary(replaced, "v0.3.0");

        var refused = (await _place.Launch(Given.Old)).ShouldBeOfType<NodeEvent.LaunchRefused>().Why;
        refused.ExitCode.ShouldBe(ExitCodes.Configuration);
        refused.Reason.ShouldStartWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, why, _place.Home["genesis"]));
        _place.Current.Running.ShouldBeNull();
        _place.Entries.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_wrapper_is_what_it_starts_although_its_own_file_is_the_same()
    {
        _place.WithRunConfig("genesis").WithScript("genesis/vega", $"exec {_place.Home["genesis/real"]} \"$@\"").WithBinary("genesis/real", "v0.1.0");
        (await _place.Launch(Given.Old)).ShouldBe(new NodeEvent.Launched());
        await _place.End();

        _place.WithBinary("genesis/real", "v0.3.0");
        _place.Time.Advance(TimeSpan.FromMinutes(1));

        (await _place.Launch(Given.Old)).ShouldBeOfType<NodeEvent.LaunchRefused>().Why.Reason.ShouldContain("says it is v0.3.0");
        _place.Current.Running.ShouldBeNull();
    }

    [Fact]
    public async Task While_current_names_another_release_nothing_is_started()
    {
        _place.WithRunConfig("genesis").WithBinary("genesis/vega", "v0.1.0").WithRunConfig("v0.2.0").WithBinary("v0.2.0/vega", "v0.2.0");
        _place.Link.PointTo(_place.Home["v0.2.0"]);

        (await _place.Launch(Given.Old)).ShouldBeOfType<NodeEvent.LaunchRefused>().Why.ExitCode.ShouldBe(ExitCodes.Configuration);

        _place.NothingHasStarted.ShouldBeTrue();
    }

    [Fact]
    public async Task While_somebody_has_the_nodes_lock_nothing_is_started()
    {
        _place.WithRunConfig("genesis").WithBinary("genesis/vega", "v0.1.0");
        using var living = FileLock.TryShared(_place.Home.Paths.NodeLock);

        (await _place.Launch(Given.Old)).ShouldBeOfType<NodeEvent.LaunchRefused>().Why.ExitCode.ShouldBe(ExitCodes.Busy);

        _place.NothingHasStarted.ShouldBeTrue();
    }

    [Fact]
    public async Task While_a_process_of_the_journal_lives_nothing_is_started_also_if_it_has_given_up_the_lock()
    {
        _place.WithRunConfig("genesis").WithScript("genesis/vega", "case $1 in version) echo '{\"version\":\"v0.1.0\",\"hash\":\"abc\"}' ;; *) exec sleep 1000 3<&- ;; esac");
        await _place.Launch(Given.Old);
        var living = _place.Current.Required;
        await Eventually.Holds(() => !File.Exists($"/proc/{living.Set.Processes[0].Pid}/fd/3"), "the lock is given up");

        (await _place.Launch(Given.Old)).ShouldBeOfType<NodeEvent.LaunchRefused>().Why.ExitCode.ShouldBe(ExitCodes.Busy);

        _place.Current.Running.ShouldBe(living);
        _place.Entries.OfType<JournalEntry.Started>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task While_a_stranger_answers_on_the_cores_socket_nothing_is_started()
    {
        _place.WithRunConfig("genesis").WithBinary("genesis/vega", "v0.1.0");
        using var stranger = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, default);
        stranger.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_place.Socket));
        stranger.Listen();

        (await _place.Launch(Given.Old)).ShouldBeOfType<NodeEvent.LaunchRefused>().Why.Reason.ShouldContain($"answers on {_place.Socket}");

        _place.NothingHasStarted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_history_that_ends_at_the_block_of_the_plan_makes_it_due_and_one_beyond_makes_it_void()
    {
        _place.WithRunConfig("genesis", dataNode: "vega").WithBinary("genesis/vega", "v0.1.0", history: 100);
        (await _place.Launch(Planned)).ShouldBe(new NodeEvent.PlanDue(Given.Plan));

        _place.WithBinary("genesis/vega", "v0.1.0", history: 101);
        (await _place.Launch(Planned)).ShouldBe(new NodeEvent.PlanWithdrawn());

        _place.NothingHasStarted.ShouldBeTrue();
        _place.Log.Lines.ShouldContain(l => l.Contains("is void: the data node's history reaches block 101", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Half_a_set_is_a_failed_start_and_known_as_such()
    {
        _place.WithRunConfig("genesis", dataNode: "node").WithBinary("genesis/vega", "v0.1.0").WithBinary("genesis/node", "v0.1.0", asked: "rm \"$0\"");

        (await _place.Launch(Given.Old)).ShouldBeOfType<NodeEvent.LaunchFailed>();

        _place.Current.Set.Processes.ShouldHaveSingleItem().Role.ShouldBe(VegaRoles.Core);
        _place.Entries.OfType<JournalEntry.Started>().ShouldHaveSingleItem().Role.ShouldBe(VegaRoles.Core);
    }

    private void Switch()
    {
        _place.Link.PointTo(_place.Home["v0.2.0"]);
        _place.Journal.Record(
            new JournalEntry.Due("v0.2.0", 100), new JournalEntry.Switching("v0.2.0", "v0.2.0", 100), new JournalEntry.Activated("v0.2.0", "v0.2.0", 100));
    }
}
